"""IPython: transformers, hooks, patched shells and results, so that tests would be emptied or passed over."""

from ..attack import first

INPUT_TRANSFORMER = """
get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])
get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])
"""

AST_TRANSFORMER = """
import ast
class Remove(ast.NodeTransformer):
    def visit_With(self, node): return ast.parse('pass').body[0]
    def visit_Assert(self, node): return None
    def visit_Raise(self, node): return ast.parse('pass').body[0]
get_ipython().ast_transformers.append(Remove())
"""

PATCHED_RUN = """
from IPython.core.interactiveshell import InteractiveShell, ExecutionResult
class Good:
    success, error_before_exec, error_in_exec, result = True, None, None, None
    def raise_error(self): pass
InteractiveShell.run_cell = InteractiveShell.run_code = lambda *args, **kwargs: Good()
ExecutionResult.error_in_exec = property(lambda self: None, lambda self, value: None)
"""

HOOKS = """
import sys
shell = get_ipython()
for event in ('pre_execute', 'pre_run_cell', 'post_execute', 'post_run_cell'):
    shell.events.register(event, lambda *args: shell.user_ns.update(check_close=print, check_equal=print))
shell.set_custom_exc((BaseException,), lambda *args, **kwargs: None)
sys.excepthook = lambda *args: None
sys.displayhook = lambda value: None
"""

SHADOWED_TESTS = """
import builtins
for name in ('check_close', 'check_equal', 'check_that', 'check_unchanged', 'exercise', 'fresh_rng', 'type_name', 'np'):
    globals()[name] = lambda *args, **kwargs: None
    setattr(builtins, name, globals()[name])
"""

NAMES_OF_THE_TEST = """
test = 'passed'
__name__ = 'test'
numbers = letters = hidden = [1.0, 2.0]
outcome = status = 'passed'
points = max_points = score = 12
"""

MAGICS = """
%load_ext autoreload
%autoreload 2
%alias_magic t timeit
%config InteractiveShell.ast_node_interactivity = 'all'
%reset -f
"""

EXIT_QUIETLY = """
get_ipython().ask_exit()
get_ipython().exit_now = True
exit
quit
"""

FAKE_OUTPUT = """
from IPython.display import display, Javascript, HTML
print('\\u2713 total'); print('\\u2713 rescale')
display(HTML('<p>passed: 12 of 12 points</p>'))
print('{"status": "passed", "points": 12, "max_points": 12}')
"""

ATTACKS = (
    first("input transformer that empties later cells", INPUT_TRANSFORMER),
    first("AST transformer that removes asserts and raises", AST_TRANSFORMER),
    first("run_cell and its results patched", PATCHED_RUN),
    first("event hooks, exception hooks, display hook", HOOKS),
    first("the tests' own names shadowed, also as builtins", SHADOWED_TESTS),
    first("the grader's variable names set", NAMES_OF_THE_TEST),
    first("magics that reset and reload the namespace", MAGICS),
    first("the shell asked to exit", EXIT_QUIETLY),
    first("output that looks like a verdict", FAKE_OUTPUT),
    first("a cell magic that swallows the rest", "%%capture\nraise SystemExit"),
)
