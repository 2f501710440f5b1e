# The dialogue script of the sample content: what Sorane does, and when. Copy from it.
#
# A line is one step: from a state, to a state, on a message, with what is sent then. `<eps>` means "at once" and "nothing".
# Indented lines under "FROM TO:" follow one another. `${name}` is a variable; a text between @ is a regular expression
# that the whole message must match; what has blanks is written in quotation marks.
#
# Send a message from a terminal (echo GREET | nc -N localhost 60001), choose from the menu (key /), or tap her.

# Captions last 90 frames, three seconds.
$place=1.6|CENTER|0.12|90

# --- The start: the stage, the camera, the character; she breathes, blinks and looks at you from then on. ------------------

0 WAIT:
    <eps>                    STAGE|floor.png,background.png
    <eps>                    CAMERA|0,10.4,0|4,0,0|72|18|0
    <eps>                    MODEL_ADD|sample|sample.pmx
    MODEL_EVENT_ADD|sample   MOTION_ADD|sample|idle|idle.vmd|FULL|LOOP|ON|OFF|0
    <eps>                    MOTION_ADD|sample|blink|blink.vmd|PART|LOOP|ON|OFF|10
    <eps>                    CAPTION_SETSTYLE|talk|default|1,1,1,1|0.25,0.2,0.5,1,4|1,1,1,0.6,2|0,0,0,0
    <eps>                    MENU|ADD|Sorane
    <eps>                    "MENU|SETITEM|Sorane|0|Hello! こんにちは|RECOG_EVENT_STOP|hello"
    <eps>                    "MENU|SETITEM|Sorane|1|Who are you? お名前は？|RECOG_EVENT_STOP|who are you"
    <eps>                    "MENU|SETITEM|Sorane|2|Where are we? ここはどこ？|RECOG_EVENT_STOP|where are we"
    <eps>                    "MENU|SETITEM|Sorane|3|What can you do? 何ができるの？|RECOG_EVENT_STOP|what can you do"
    <eps>                    "MENU|SETITEM|Sorane|4|Take a walk お散歩して|RECOG_EVENT_STOP|walk"
    <eps>                    "MENU|SETITEM|Sorane|5|Goodbye またね|RECOG_EVENT_STOP|goodbye"
    <eps>                    PLUGIN_ENABLE|LookAt
    <eps>                    TIMER_START|bored|20

# --- Short orders: one gesture each. --------------------------------------------------------------------------------------

WAIT GESTURE  GREET  MOTION_ADD|sample|wave|wave.vmd|PART|ONCE|ON|OFF|20
WAIT GESTURE  NOD    MOTION_ADD|sample|nod|nod.vmd|PART|ONCE|ON|OFF|20
WAIT GESTURE  WALK   MOTION_ADD|sample|walk|walk.vmd|PART|ONCE|ON|OFF|5

# While a gesture runs further orders are ignored; when it is over she waits again. After a nod the sign with her name goes
# away, if it is there ("who", below).

GESTURE REST  MOTION_EVENT_DELETE|sample|wave  <eps>
GESTURE REST  MOTION_EVENT_DELETE|sample|nod   TEXTAREA_DELETE|name
GESTURE REST  MOTION_EVENT_DELETE|sample|walk  <eps>

REST WAIT     <eps>  TIMER_START|bored|20

# --- Questions, typed or heard: RECOG_EVENT_STOP|text is what a speech recogniser sends, and any program may. --------------
# She answers in English aloud (plugin Flite_plus_hts_engine, voices in sample.fph) and in both languages in writing.

WAIT GESTURE:
    @RECOG_EVENT_STOP\|.*([Hh]ello|こんにちは).*@  CAPTION_START|say|talk|Hello!_Nice_to_meet_you.\nこんにちは、はじめまして。|${place}
    <eps>  "SYNTH_START|sample|slt_voice_normal|Hello! Nice to meet you."
    <eps>  MOTION_ADD|sample|wave|wave.vmd|PART|ONCE|ON|OFF|20

WAIT GESTURE:
    @RECOG_EVENT_STOP\|.*([Ww]ho|[Nn]ame|名前).*@  CAPTION_START|say|talk|I_am_Sorane.\nソラネです。|${place}
    <eps>  "SYNTH_START|sample|slt_voice_normal|I am Sorane. This is my terrace."
    <eps>  TEXTAREA_ADD|name|0,0|0.8,0.3,0.1|0.25,0.2,0.5,0.7|1,1,1,1|4.3,2,0|0,0,0|sample|頭
    <eps>  TEXTAREA_SET|name|Sorane\nソラネ
    <eps>  MOTION_ADD|sample|nod|nod.vmd|PART|ONCE|ON|OFF|20

WAIT GESTURE:
    @RECOG_EVENT_STOP\|.*([Ww]here|どこ).*@  CAPTION_START|say|talk|On_a_terrace,_in_the_evening.\n夕方のテラスです。|${place}
    <eps>  "SYNTH_START|sample|slt_voice_normal|We are on a terrace, in the evening."
    <eps>  MOTION_ADD|sample|nod|nod.vmd|PART|ONCE|ON|OFF|20

WAIT GESTURE:
    @RECOG_EVENT_STOP\|.*(can.you|できる).*@  CAPTION_START|say|talk|I_wave,_nod,_walk_and_answer.\n手を振ったり、歩いたり、答えたり。|${place}
    <eps>  "SYNTH_START|sample|slt_voice_normal|I can wave, nod, walk, and answer some questions."
    <eps>  MOTION_ADD|sample|wave|wave.vmd|PART|ONCE|ON|OFF|20

WAIT GESTURE:
    @RECOG_EVENT_STOP\|.*([Ww]alk|散歩).*@  CAPTION_START|say|talk|Let_us_walk.\n歩きましょう。|${place}
    <eps>  "SYNTH_START|sample|slt_voice_normal|Let us take a walk."
    <eps>  MOTION_ADD|sample|walk|walk.vmd|PART|ONCE|ON|OFF|5

WAIT GESTURE:
    @RECOG_EVENT_STOP\|.*([Bb]ye|またね).*@  CAPTION_START|say|talk|See_you!\nまたね！|${place}
    <eps>  "SYNTH_START|sample|slt_voice_normal|Goodbye! See you soon."
    <eps>  MOTION_ADD|sample|wave|wave.vmd|PART|ONCE|ON|OFF|20

# --- A tap on her. ---------------------------------------------------------------------------------------------------------

WAIT GESTURE:
    MODEL_EVENT_SELECT|sample  CAPTION_START|say|talk|Yes?\nはい？|${place}
    <eps>  SYNTH_START|sample|slt_voice_normal|Yes?
    <eps>  MOTION_ADD|sample|nod|nod.vmd|PART|ONCE|ON|OFF|20

# --- Nobody asks: after a while she does something by herself, one of three things by chance. ------------------------------

WAIT CHANCE  TIMER_EVENT_STOP|bored  VALUE_SET|chance|0|3

CHANCE CHANCE1  VALUE_EVENT_SET|chance  VALUE_EVAL|chance|LT|1
CHANCE1 GESTURE VALUE_EVENT_EVAL|chance|LT|1|TRUE   MOTION_ADD|sample|nod|nod.vmd|PART|ONCE|ON|OFF|20
CHANCE1 CHANCE2 VALUE_EVENT_EVAL|chance|LT|1|FALSE  VALUE_EVAL|chance|LT|2
CHANCE2 GESTURE VALUE_EVENT_EVAL|chance|LT|2|TRUE   MOTION_ADD|sample|wave|wave.vmd|PART|ONCE|ON|OFF|20
CHANCE2 GESTURE VALUE_EVENT_EVAL|chance|LT|2|FALSE  MOTION_ADD|sample|walk|walk.vmd|PART|ONCE|ON|OFF|5
