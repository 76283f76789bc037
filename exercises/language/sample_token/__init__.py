"""Drawing the next token, with a temperature (D2L 9.5.5, which takes the most likely one)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.language:sample_token",
    title="Drawing the next token",
    task=(
        "Draw the next token at random. logits (v,) holds one number for each token, between -10000 and 10000. Divide "
        "the logits by temperature, a number of 0 or more; their softmax gives each token its probability. Return one "
        "token drawn with these probabilities, an int from 0 to v - 1. At temperature 0 return the token with the "
        "largest logit. Every random number has to come from generator, a torch.Generator: pass it on to the function "
        "that draws."
    ),
    source="D2L 9.5.5",
    stages={"shape": 2, "value": 6, "purity": 2},
    without=("dtype", "device", "gradient"),
    equivalent={"0 → -1 (2)": "a vector has one axis, which is the first and the last"},
    hints=(
        "Where does the temperature act, before or after the softmax, and does it matter?",
        "Dividing probabilities by a number and making them sum to 1 again gives what was there before. Temperature 0 "
        "cannot be divided by: what does a very low one lead to?",
        "If temperature is 0, return the argmax as an int. Otherwise take the softmax of logits / temperature and draw "
        "one index with multinomial, with generator=generator; item() makes an int of it.",
    ),
)
