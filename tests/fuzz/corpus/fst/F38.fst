${a}=1,${b}=1.0,${c}=1
0 E ${a}==${b} NUMERIC
0 M ${a}==${c} EQ
M N ${a}!=1 NE
M O ${u}== EMPTY
