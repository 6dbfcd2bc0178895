"""What a lesson imports with `from grader.kit import *`: checks, data and figures. It imports nothing else of ours."""

from importlib import import_module
from typing import Any

from grader.kit.checks.answer_cells import watch
from grader.kit.checks.central_differences import central_differences
from grader.kit.checks.challenge import challenge
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
from grader.kit.checks.stub_line import say_in_one_line
from grader.kit.checks.values import type_name
from grader.kit.data.datasets import load_mnist, load_names
from grader.kit.data.registry import DatasetError
from grader.kit.methods import method_of
from grader.kit.one_thread import keep_to_one_thread
from grader.kit.progress_bar import progress

# Found when they are asked for: most draw with Matplotlib, which the process that tests does without.
FOUND_IN = {
    "checks.round_trips": ("as_cycle", "check_tour", "check_two_opt", "distances", "eight_cities", "random_places"),
    "data.two_spirals": ("best_line", "spiral_layers", "spirals"),
    "figures.style": ("COLORS", "axes"),
    "figures.attention": ("attention_maps", "two_meanings"),
    "figures.bigrams": (
        "count_heatmap",
        "coverage",
        "length_shares",
        "letter_bars",
        "row_sums",
        "surprise_strips",
        "top_bars",
    ),
    "figures.blame": ("blame_map",),
    "figures.decision": ("draw_boundary", "draw_loss", "draw_predictions", "grid_around"),
    "figures.digits": ("accuracy_curves", "confusion_matrix", "digits_grid", "weight_images", "worst_mistakes"),
    "figures.embedding": (
        "draw_embedding",
        "draw_expectations",
        "draw_models",
        "draw_rate_search",
        "draw_training",
    ),
    "figures.graph": ("draw_graph",),
    "figures.landscape": ("paths_by_rate", "paths_by_start"),
    "figures.lookup": ("draw_look_ups",),
    "figures.mlp_diagrams": ("draw_network", "draw_windows"),
    "figures.network": ("draw_layers",),
    "figures.neural_bigram": ("draw_log_counts", "draw_lookup", "draw_losses", "draw_row", "draw_two_tables"),
    "figures.slopes": ("draw_errors", "draw_secants", "draw_steps"),
    "figures.spirals": ("draw_bending", "draw_fold", "draw_regions", "draw_spirals", "grid_lines", "plane"),
    "figures.strides": ("divisor_panels", "memory_panels"),
    "figures.tours": ("draw_cost_and_time", "draw_lengths", "draw_tours"),
}
MODULES = {name: module for module, names in FOUND_IN.items() for name in names}

__all__ = [
    "CheckFailed",
    "DatasetError",
    "NotWritten",
    "central_differences",
    "challenge",
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
    "progress",
    "type_name",
    *MODULES,
]
CHECKS = tuple(name for name in __all__ if name.startswith("check_"))


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"grader.kit has no {name!r}")
    return getattr(import_module(f"grader.kit.{MODULES[name]}"), name)


watch()
say_in_one_line()
keep_to_one_thread()
