0 L <eps> <eps>
L L RECOG_EVENT_STOP|hello,world A
L L RECOG_EVENT_STOP|hi B
