"""A check of whatever is asked, so that what it is told can be read."""

import torch


def test_it_answers(submission):
    submission.rnn_cell(torch.ones(2, 3), torch.ones(2, 4), torch.ones(3, 4), torch.ones(4, 4), torch.ones(4))
