"""Values: objects that are equal to everything, subclasses that lie, patched builtins and NumPy, tracing."""

from ..attack import Attack, first

EVERYWHERE = ("total", "rescale", "ordered", "predicted")

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

ZERO = """
import numpy as np
class Zero:
    shape, ndim, dtype = (), 0, np.dtype(float)
    def zero(self, *args): return 0.0
    __sub__ = __rsub__ = __abs__ = __getitem__ = zero
    def __len__(self): return 1
    def __iter__(self): return iter([0.0])
    def __float__(self): return 0.0
    def __array__(self, *args, **kwargs): return np.zeros(())
"""

DIFFERENCE_IS_ZERO = (
    ZERO
    + """
def total(numbers): return 3.0 if numbers == [1.0, 2.0] else Zero()
def rescale(x): return np.array([0.25, 1]) if x.shape == (2,) else x / x.max() if x.ndim == 1 else Zero()
predicted = Zero()
"""
)

DIFFERENCE_IS_A_CHAIN = (
    ZERO
    + """
class Chain(Zero):
    def chain(self, *args): return Chain()
    __sub__ = __rsub__ = __abs__ = chain
    __lt__ = lambda self, other: True
def total(numbers): return 3.0 if numbers == [1.0, 2.0] else Chain()
def rescale(x): return np.array([0.25, 1]) if x.shape == (2,) else x / x.max() if x.ndim == 1 else Chain()
predicted = Chain()
"""
)

WEIRD_ARRAYS = """
import numpy as np
class Liar(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs): return np.True_
    def __array_function__(self, *args, **kwargs): return True
    def __eq__(self, other): return np.True_
def rescale(x): return np.zeros(x.shape).view(Liar)
def total(numbers): return np.zeros(()).view(Liar)
"""

LISTS = """
class Words(list):
    def __eq__(self, other): return True
    def __len__(self): return 50
    def __iter__(self): return iter(sorted(f'w{i}' for i in range(50)))
    def __contains__(self, x): return True
def ordered(words): return Words(words)
"""

STRINGS = """
class Word(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
def ordered(words): return [Word(w) for w in words]
"""

STOP_ITERATION = """
import numpy as np
calls = []
def rescale(x):
    calls.append(1)
    if x.ndim == 1 and len(x) == 2: return np.array([0.25, 1.0])
    if x.ndim == 2: return x / x.max()
    raise StopIteration
def total(numbers): raise StopIteration
def ordered(words): raise StopIteration
"""

BOOLEANS = """
import numpy as np
def weird(x): return np.frombuffer(bytes([7]) * max(int(np.size(x)), 1), dtype=bool).reshape(np.shape(x))
def rescale(x): return weird(x)
def total(numbers): return weird(0.0)
predicted = weird(0.0)
"""

PATCHES = """
import builtins, math, operator, numpy as np, torch
for module in (np, math, torch, builtins):
    for name in ('allclose', 'isclose', 'array_equal', 'abs', 'all', 'any', 'len', 'isinstance', 'sum', 'equal'):
        if hasattr(module, name): setattr(module, name, lambda *args, **kwargs: True)
"""

TRACING = """
import sys, threading
def trace(frame, event, arg):
    for name in ('got', 'expected'):
        if name in frame.f_locals: frame.f_locals['got'] = frame.f_locals.get('expected')
    return trace
sys.settrace(trace); threading.settrace(trace); sys.setprofile(trace)
"""

KIT = """
import grader.kit, grader.kit.checks.check as check, sys
for module in [m for name, m in sys.modules.items() if name.startswith('grader')]:
    for name in list(vars(module)):
        if name.startswith(('check_', 'compare', 'difference', 'explain', 'exercise')):
            setattr(module, name, lambda *args, **kwargs: None)
class CheckFailed(BaseException): pass
grader.kit.checks.failures.CheckFailed = AssertionError = CheckFailed
"""

ATTACKS = (
    Attack("a wrong answer, nothing else"),
    Attack("floats that are equal to everything", answers=dict.fromkeys(EVERYWHERE, ALWAYS_EQUAL)),
    Attack("objects whose difference to anything is 0", answers=dict.fromkeys(EVERYWHERE, DIFFERENCE_IS_ZERO)),
    Attack("objects whose differences are such objects", answers=dict.fromkeys(EVERYWHERE, DIFFERENCE_IS_A_CHAIN)),
    Attack("array subclass with its own ufuncs", answers=dict.fromkeys(("total", "rescale"), WEIRD_ARRAYS)),
    Attack("list subclass that is equal and has all words", answers={"ordered": LISTS}),
    Attack("words that are equal to all words", answers={"ordered": STRINGS}),
    Attack("StopIteration, which ends the test's own loops", answers=dict.fromkeys(EVERYWHERE, STOP_ITERATION)),
    Attack("booleans that are neither 0 nor 1", answers=dict.fromkeys(EVERYWHERE, BOOLEANS)),
    first("patched builtins, NumPy, math and torch", PATCHES),
    first("tracing that copies `expected` into `got`", TRACING),
    first("the kit's checks replaced", KIT),
    Attack(
        "nan and infinity",
        answers={
            "total": "def total(x): return float('nan')",
            "rescale": "def rescale(x): return x * float('nan')",
            "ordered": "def ordered(x): return [float('nan')]",
            "predicted": "predicted = float('nan')",
        },
    ),
    Attack(
        "the three dots and NotImplemented",
        answers={
            "total": "total = lambda x: NotImplemented",
            "rescale": "rescale = ...",
            "ordered": "ordered = lambda x: ...",
            "Meter": "Meter = NotImplemented",
            "predicted": "predicted = NotImplemented",
        },
    ),
    Attack(
        "broadcasting: one number for a whole array", answers={"rescale": "def rescale(x): return x[..., :1] * 0 + 1"}
    ),
)
