"""Vanishing and exploding gradients made visible (D2L 9.7.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.gradients:gradient_norms",
    title="Gradients through time",
    task=(
        "Measure how strongly the last state of a recurrent layer reacts to every state before it. H (T, h) holds the "
        "states h_1 … h_T of one sequence, and W_hh (h, h) the weights that led from each state to the next: h_t is "
        "tanh of a sum in which h_{t-1} W_hh is the only term that depends on h_{t-1}. Entry t of the result (T,) is "
        "the spectral norm, the largest singular value, of the derivative of h_T with respect to h_t. The last entry "
        "is 1, because h_T changes as h_T does."
    ),
    source="D2L 9.7.2",
    stages={"shape": 2, "dtype": 1, "value": 6, "purity": 1},
    without=("gradient",),
    hints=(
        "If h_t moves a little, how does h_{t+1} move, and through which of its numbers does tanh say so?",
        "The derivative of tanh at a place is 1 minus the square of its value there, and the values are the states. "
        "The derivative of one step is W_hh, with each column multiplied by that of the state it leads to.",
        "Begin with the identity at step T and go back in time: each step puts one more factor on the side of the "
        "earlier states. Take the spectral norm of every product, not of the factors, and return them in the order of "
        "time.",
    ),
)
