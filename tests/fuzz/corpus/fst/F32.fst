${a}=1
0 L:
    <eps> "A|${u}|$a|$$|US$ 5|${a b}|${a-b}|end$"
    <eps> B|${a}${a}|$a.b|$ab|{${a}}
    <eps> "C|{$a}|$a}b|${a"
