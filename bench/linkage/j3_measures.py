"""How well scores tell linked pairs from others, and how true they are as log Bayes factors."""

import numpy as np
from scipy.special import expit


def auc(scores, linked, weight=None):
    """How often a linked pair stands above an unlinked one; ties count half."""
    weight = np.ones(len(scores)) if weight is None else weight
    order = np.argsort(scores, kind="stable")
    s, y, w = scores[order], linked[order], weight[order]
    _, begin, tie = np.unique(s, return_index=True, return_inverse=True)
    below = np.r_[0, np.cumsum(np.where(y, 0, w))]
    end = np.r_[begin[1:], len(s)]
    rank = (below[begin] + below[end])[tie] / 2
    return float((rank * w)[y].sum() / (w[y].sum() * w[~y].sum()))


def cllr(scores, linked):
    """Cost of log Bayes factors in bits: 0 perfect, 1 says nothing."""
    one = np.logaddexp(0, -scores[linked]).mean() + np.logaddexp(0, scores[~linked]).mean()
    return float(one / 2 / np.log(2))


def reliability(scores, linked, bins=10):
    """Balanced: in bins of equal weight what was said, what was so, and the error between them."""
    weight = np.where(linked, 0.5 / linked.sum(), 0.5 / (~linked).sum())
    said = expit(scores)
    order = np.argsort(said, kind="stable")
    place = np.minimum((np.cumsum(weight[order]) * bins).astype(int), bins - 1)
    rows = []
    for n in range(bins):
        at = order[place == n]
        if len(at):
            own = weight[at]
            rows.append((own @ said[at] / own.sum(), own @ linked[at] / own.sum(), own.sum()))
    rows = np.array(rows)
    return rows, float(np.abs(rows[:, 0] - rows[:, 1]) @ rows[:, 2])


def jaccard(pairs):
    """What is shared of all that is coded: the measure that most studies use."""
    same = (pairs.state == 1).sum(1)
    return same / np.maximum(pairs.coded - same, 1)
