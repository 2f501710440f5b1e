0 L <eps> <eps>
L L:
    KEY|1 A
    +KEY|2
    +KEY|3 B
    +KEY|4
    <eps> C
