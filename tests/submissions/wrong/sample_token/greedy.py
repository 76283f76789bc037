"""Wrong: always the most likely one."""


def sample_token(logits, temperature, generator):
    return max(range(len(logits)), key=lambda j: float(logits[j]))
