"""The kinds of findings: one documented list."""

from __future__ import annotations

KINDS: dict[str, str] = {
    # The file.
    "empty_file": "the file is empty",
    "undecodable": "the file is not text",
    "broken_notebook": "the notebook cannot be read",
    "syntax_error": "Python cannot read the file",
    "merge_conflict": "an unresolved merge conflict",
    "too_big": "the file is too large",
    "no_exercise": "the file solves no exercise",
    # The function.
    "missing_function": "the function is not there",
    "not_callable": "the name is not a function",
    "wrong_arguments": "the arguments have other names",
    # The call.
    "not_implemented": "not attempted on some inputs",
    "exception": "the code raises an error",
    "shape_mismatch": "shapes do not fit together",
    "dtype_mismatch": "dtypes do not fit together",
    "timeout": "the time was up",
    "out_of_memory": "the memory was used up",
    "exited": "the code ends the program",
    "crashed": "the process crashed",
    "forbidden": "an import that is not allowed",
    "too_large": "the result is too large",
    "too_much_output": "too much was printed",
    # The result.
    "wrong_type": "the result is not a tensor",
    "wrong_layout": "the result has another layout",
    "wrong_shape": "the result has the wrong shape",
    "list_result": "a list stands for a stacked tensor",
    "one_tuple": "a tuple of one stands for a tensor",
    "scalar_tensor": "a tensor of no axes stands for a number",
    "wrong_parameter": "a parameter is missing or has the wrong shape",
    "wrong_dtype": "the result has the wrong dtype",
    "wrong_device": "a tensor is on the wrong device",
    "wrong_value": "the values differ",
    "wrong_distribution": "the random results are not as they should be",
    "not_finite": "the result is not finite",
    # Where it went wrong.
    "transposed_axes": "axes are in another order",
    "missing_axis": "an axis is missing",
    "extra_axis": "there is an axis too many",
    "merged_axes": "two axes are merged into one",
    "swapped_batch_and_time": "batch and time are exchanged",
    "wrong_order": "the right numbers in the wrong order",
    "shifted": "shifted along an axis",
    "silent_broadcast": "a silent broadcast",
    "missing_value": "the values differ from here on",
    "unused_value": "the right value is not what is returned",
    "annotation": "a value is not what its annotation says",
    # The gradient.
    "no_gradient": "no gradient comes back",
    "wrong_gradient": "the gradient differs",
    # Behaviour.
    "modified_argument": "an argument is modified",
    "not_repeatable": "a second call gives something else",
    "overwritten_result": "a second call overwrites the first result",
    "global_seed": "the global random generator is reseeded",
    "left_behind": "something is left behind on an argument",
    "not_detached": "a result still has its history",
    "reads_the_future": "a step depends on later steps",
    "mixes_the_batch": "batch rows depend on each other",
    "operation_count": "the number of matrix products",
    "uses_autograd": "autograd where the task forbids it",
    # The grader.
    "internal_error": "the grader failed, not the code",
}
"""Every kind of finding, with the few words of a headline. This is the documented list."""
