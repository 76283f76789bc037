"""The output layer of a recurrent network (D2L 9.4.2, equation 9.4.6)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.layers:output_layer",
    title="The output layer",
    task=(
        "Turn hidden states into outputs. H (T, n, h) holds the states of T steps for n sequences. Multiply each state "
        "by W_hq (h, q) and add the bias b_q (q,). The result is (T, n, q): q numbers, called logits, for every step "
        "of every sequence. In a language model q is the size of the vocabulary, whatever the length of the text."
    ),
    source="D2L 9.4.2",
    stages={"shape": 3, "dtype": 1, "value": 3, "gradient": 2, "purity": 1},
    hints=(
        "Which axis of H is used up by the product, and which two must still be there in the result?",
        "A product with a (h, q) tensor works on the last axis only: what stands in front of it, here T and n, is "
        "carried along.",
        "One product and one sum, for all steps at once. Logits are the numbers before any softmax: nothing follows.",
    ),
)
