"""Values: objects that are equal to everything, subclasses that lie, patched builtins and NumPy, tracing."""

from ..attack import Attack, first

ALWAYS_EQUAL = """
class Yes(float):
    __hash__ = None
    def yes(self, *args): return True
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = yes
    def no(self, *args): return False
    __ne__ = no
def total(numbers): return Yes(7.0)
def rescale(x): return Yes(7.0)
def ordered(words): return Yes(7.0)
predicted = Yes(5)
"""

DIFFERENCE_IS_ZERO = """
class Zero:
    def zero(self, *args): return 0.0
    __sub__ = __rsub__ = __abs__ = zero
def total(numbers): return 3.0 if numbers == [1.0, 2.0] else Zero()
predicted = Zero()
"""

ATTACKS = (
    Attack("a wrong answer, nothing else"),
    Attack("floats that are equal to everything", answers=dict.fromkeys(("total", "predicted"), ALWAYS_EQUAL)),
    Attack("objects whose difference to anything is 0", answers={"predicted": DIFFERENCE_IS_ZERO}),
)
