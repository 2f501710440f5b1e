0 LOOP:
    <eps> STAGE|floor.png,back.png
    <eps> MODEL_ADD|0|a.pmd
    MODEL_EVENT_ADD|0 MOTION_ADD|0|base|w.vmd|FULL|LOOP|ON|OFF
    <eps> CAMERA|0,15,0|0,0,0|22.4|27.0
