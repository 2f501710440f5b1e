# The dialogue script of the sample content.
#
# At the start it sets the stage and brings the character in, breathing and blinking. Then it waits for messages:
#   GREET   the character waves          (from a terminal: echo GREET | nc localhost 60001)
#   NOD     she nods
#   WALK    she walks a lap round the terrace
# While a gesture runs further orders are ignored; when it is over she waits again.

0 WAIT:
    <eps>                    STAGE|floor.png,background.png
    <eps>                    CAMERA|0,10.4,0|4,0,0|72|18|0
    <eps>                    MODEL_ADD|sample|sample.pmx
    MODEL_EVENT_ADD|sample   MOTION_ADD|sample|idle|idle.vmd|FULL|LOOP|ON|OFF|0
    <eps>                    MOTION_ADD|sample|blink|blink.vmd|PART|LOOP|ON|OFF|10

WAIT GESTURE  GREET  MOTION_ADD|sample|wave|wave.vmd|PART|ONCE|ON|OFF|20
WAIT GESTURE  NOD    MOTION_ADD|sample|nod|nod.vmd|PART|ONCE|ON|OFF|20
WAIT GESTURE  WALK   MOTION_ADD|sample|walk|walk.vmd|PART|ONCE|ON|OFF|5

GESTURE WAIT  MOTION_EVENT_DELETE|sample|wave  <eps>
GESTURE WAIT  MOTION_EVENT_DELETE|sample|nod   <eps>
GESTURE WAIT  MOTION_EVENT_DELETE|sample|walk  <eps>
