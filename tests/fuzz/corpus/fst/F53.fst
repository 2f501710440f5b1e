0 L <eps> <eps>
L L FOO|a| A
L L BAR||b B
L L BAZ|a||b C
