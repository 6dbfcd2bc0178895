"""What a lesson may import: checks, data, figures, progress. It imports nothing else of the grader."""

from grader.kit.checks.answer_cells import watch
from grader.kit.checks.central_differences import numerical_gradient
from grader.kit.checks.check import (
    check_close,
    check_equal,
    check_gradient,
    check_kind,
    check_raises,
    check_shape,
    check_that,
    check_unchanged,
)
from grader.kit.checks.exercise import exercise, fresh_rng, fresh_seed
from grader.kit.checks.failures import CheckFailed, NotWritten
from grader.kit.checks.values import type_name
from grader.kit.data.datasets import load_mnist, load_names
from grader.kit.data.registry import DatasetError
from grader.kit.methods import method_of
from grader.kit.progress_bar import progress

__all__ = [
    "CheckFailed",
    "DatasetError",
    "NotWritten",
    "check_close",
    "check_equal",
    "check_gradient",
    "check_kind",
    "check_raises",
    "check_shape",
    "check_that",
    "check_unchanged",
    "exercise",
    "fresh_rng",
    "fresh_seed",
    "load_mnist",
    "load_names",
    "method_of",
    "numerical_gradient",
    "progress",
    "type_name",
]

watch()
