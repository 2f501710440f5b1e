0 L <eps> <eps>
L L @RECOG_EVENT_STOP\|.*([Ss]tation).*@ OUT|${1}
L L @M\|(.*)\|(.*)@ OUT2|${1}-${2} ${m}=${1}
L L KEY|q OUT3|${m}|${1}|${2}
