"""The few colours of charts and reports, chosen so that a grey print still reads."""

from reportlab.lib.colors import Color, HexColor

INK: Color = HexColor("#0b0c0c")  # words
QUIET: Color = HexColor("#505a5f")  # axes, notes: 7 to 1 on white
NAVY: Color = HexColor("#12436d")  # the first series: 10 to 1
BLUE: Color = HexColor("#2073bc")  # the second series, lighter: 5 to 1
SKY: Color = HexColor("#6bace6")  # between band and blue; black on it is 8 to 1
BAND: Color = HexColor("#e4ebf2")  # a range behind columns, always named in words
BAND_EDGE: Color = HexColor("#8fb0cf")  # light enough for a number to stand on it
GRID: Color = HexColor("#cfd4d8")  # grid lines, which carry no meaning
RULE: Color = HexColor("#b1b4b6")  # rules of tables
PAPER: Color = HexColor("#ffffff")
