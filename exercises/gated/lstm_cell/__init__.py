"""One step of a long short-term memory (D2L 10.1.1, equations 10.1.1 to 10.1.4)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.gated:lstm_cell",
    title="One step of an LSTM",
    task=(
        "Compute one step of an LSTM. X (n, d) holds the inputs, H (n, h) the hidden state and C (n, h) the memory "
        "cell after the previous step. Four layers read X and H: the input gate, with W_xi (d, h), W_hi (h, h) and "
        "b_i (h,); the forget gate, with W_xf (d, h), W_hf (h, h) and b_f (h,); the output gate, with W_xo (d, h), "
        "W_ho (h, h) and b_o (h,); and the input node, with W_xc (d, h), W_hc (h, h) and b_c (h,). Gates end in the "
        "sigmoid, the input node in tanh. The new cell is what the forget gate keeps of the old one plus what the "
        "input gate lets in of the input node; the new hidden state is what the output gate shows of tanh of the new "
        "cell. Return the hidden state and the memory cell, in this order."
    ),
    source="D2L 10.1",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "Which of the four layers are gates, with values from 0 to 1, and which one makes what is to be remembered?",
        "Each layer is a sum of two products and a bias, as in rnn_cell. A gate opens or closes every unit by itself: "
        "it is multiplied number by number.",
        "The new cell is F times C plus I times the input node. Put tanh around the new cell, not the old one, and "
        "multiply by O: that is the hidden state.",
    ),
)
