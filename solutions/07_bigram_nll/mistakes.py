# %% wrong="broadcast_shape" mistake="aligned from the left"
def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = tuple(a) + (1,) * (n - len(a)), tuple(b) + (1,) * (n - len(b))
    for x, y in zip(a, b):
        if x != y and 1 not in (x, y):
            raise ValueError("no fit")
    return tuple(max(x, y) for x, y in zip(a, b))

# %% wrong="broadcast_shape" mistake="nothing stretched"
def broadcast_shape(a, b):
    return tuple(a) if len(a) >= len(b) else tuple(b)

# %% wrong="broadcast_shape" mistake="shorter shape decides"
def broadcast_shape(a, b):
    out = []
    for x, y in zip(reversed(a), reversed(b)):
        if x != y and 1 not in (x, y):
            raise ValueError("no fit")
        out.append(max(x, y))
    return tuple(reversed(out))

# %% wrong="broadcast_shape" mistake="result still reversed"
from itertools import zip_longest


def broadcast_shape(a, b):
    out = []
    for x, y in zip_longest(reversed(a), reversed(b), fillvalue=1):
        if x != y and 1 not in (x, y):
            raise ValueError("no fit")
        out.append(max(x, y))
    return tuple(out) if len(a) > 2 else tuple(reversed(out))

# %% wrong="broadcast_shape" mistake="no error"
def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + tuple(a), (1,) * (n - len(b)) + tuple(b)
    return tuple(max(x, y) for x, y in zip(a, b))

# %% wrong="broadcast_shape" mistake="no error"
def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + tuple(a), (1,) * (n - len(b)) + tuple(b)
    if any(max(x, y) % min(x, y) for x, y in zip(a, b)):
        raise ValueError("no fit")
    return tuple(max(x, y) for x, y in zip(a, b))

# %% right="broadcast_shape"
def broadcast_shape(a, b):
    try:
        return torch.broadcast_shapes(a, b)
    except RuntimeError as error:
        raise ValueError(str(error)) from None

# %% right="broadcast_shape"
from itertools import zip_longest


def broadcast_shape(a, b):
    out = []
    for m, n in zip_longest(a[::-1], b[::-1], fillvalue=1):
        if m == n or n == 1:
            out.insert(0, m)
        elif m == 1:
            out.insert(0, n)
        else:
            raise ValueError(f"{m} and {n}")
    return tuple(out)

# %% right="broadcast_shape"
def broadcast_shape(a, b):
    if not a or not b:
        return tuple(a) + tuple(b)
    if a[-1] != b[-1] and a[-1] != 1 and b[-1] != 1:
        raise ValueError("no fit")
    return (*broadcast_shape(a[:-1], b[:-1]), max(a[-1], b[-1]))

# %% right="broadcast_shape"
import numpy as np


def broadcast_shape(a, b):
    return np.broadcast_shapes(a, b)

# %% wrong="predict_shapes" mistake="dim 0"
sums_flat = (3,)
sums_kept = (1, 3)
divided_flat = (4, 3)
divided_kept = (4, 3)
divided_columns = "error"
flat_by_kept = (3, 3)

# %% wrong="predict_shapes" mistake="keepdim assumed"
sums_flat = (4, 1)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = (4, 4)

# %% wrong="predict_shapes" mistake="axes exchanged"
sums_flat = (4,)
sums_kept = (1, 4)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = (4, 4)

# %% wrong="predict_shapes" mistake="error not seen"
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = (4, 3)
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = (4, 4)

# %% wrong="predict_shapes" mistake="fit not seen"
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = "error"
flat_by_kept = (4, 4)

# %% wrong="predict_shapes" mistake="only one side stretched"
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = (4, 1)

# %% right="predict_shapes"
M = torch.ones(4, 3)
sums_flat = M.sum(1).shape
sums_kept = M.sum(1, keepdim=True).shape
divided_flat = "error"
divided_kept = (M / M.sum(1, keepdim=True)).shape
divided_columns = (M / M.sum(0)).shape
flat_by_kept = (M.sum(1) / M.sum(1, keepdim=True)).shape

# %% right="predict_shapes"
sums_flat, sums_kept, divided_flat = (4,), (4, 1), "error"
divided_kept = divided_columns = broadcast_shape((4, 3), (4, 1))
flat_by_kept = broadcast_shape((4,), (4, 1))

# %% right="predict_shapes"
import numpy as np

A = np.ones((4, 3))
sums_flat, sums_kept = A.sum(1).shape, A.sum(1, keepdims=True).shape
try:
    divided_flat = (A / A.sum(1)).shape
except ValueError:
    divided_flat = "error"
divided_kept, divided_columns = A.shape, A.shape
flat_by_kept = (A.sum(1) / A.sum(1, keepdims=True)).shape

# %% wrong="normalize" mistake="keepdim missing"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return counts / counts.sum(1)

# %% wrong="normalize" mistake="dim 0"
def normalize(N, smoothing=0):
    counts = (N + smoothing).float()
    return counts / counts.sum(0, keepdim=True)

# %% wrong="normalize" mistake="total of the table"
def normalize(N, smoothing=0):
    counts = (N + smoothing).float()
    return counts / counts.sum()

# %% wrong="normalize" mistake="integer division"
def normalize(N, smoothing=0):
    counts = N + smoothing
    return counts // counts.sum(1, keepdim=True)

# %% wrong="normalize" mistake="integer division"
def normalize(N, smoothing=0):
    P = torch.zeros_like(N)
    for i in range(len(N)):
        P[i] = (N[i] + smoothing) / (N[i] + smoothing).sum()
    return P

# %% wrong="normalize" mistake="smoothing after dividing"
def normalize(N, smoothing=0):
    return N / N.sum(1, keepdim=True) + smoothing

# %% wrong="normalize" mistake="smoothing ignored"
def normalize(N, smoothing=0):
    return N / N.sum(1, keepdim=True)

# %% wrong="normalize" mistake="smoothing missing in the sums"
def normalize(N, smoothing=0):
    return (N + smoothing) / N.sum(1, keepdim=True)

# %% wrong="normalize" mistake="smoothing added once a row"
def normalize(N, smoothing=0):
    return (N + smoothing) / (N.sum(1, keepdim=True) + smoothing)

# %% wrong="normalize" mistake="smoothing always added"
def normalize(N, smoothing=0):
    counts = (N + 1).float()
    return counts / counts.sum(1, keepdim=True)

# %% wrong="normalize" mistake="argument changed"
def normalize(N, smoothing=0):
    N += smoothing
    return N / N.sum(1, keepdim=True)

# %% right="normalize"
def normalize(N, smoothing=0):
    P = (N + smoothing).float()
    P /= P.sum(1, keepdim=True)
    return P

# %% right="normalize"
def normalize(N, smoothing=0):
    return torch.stack([(row + smoothing) / (row + smoothing).sum() for row in N.double()])

# %% right="normalize"
def normalize(N, smoothing=0):
    return torch.nn.functional.normalize(N.double() + smoothing, p=1, dim=1)

# %% right="normalize"
def normalize(N, smoothing=0):
    counts = N + smoothing
    return torch.einsum("ij,i->ij", counts.double(), 1 / counts.sum(-1).double())

# %% right="normalize"
def normalize(N, smoothing=0):
    counts = N.T + smoothing
    return (counts / counts.sum(0)).T

# %% wrong="sample_name" mistake="always sampling from row 0"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    name = ""
    while True:
        i = torch.multinomial(P[0], 1, generator=g).item()
        if i == 0:
            return name
        name += itos[i]

# %% wrong="sample_name" mistake="the largest instead of a draw"
def sample_name(P, itos, seed):
    i, name = 0, ""
    while True:
        i = P[i].argmax().item()
        if i == 0 or len(name) > 30:
            return name
        name += itos[i]

# %% wrong="sample_name" mistake="not stopping at '.'"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    i, name = 0, ""
    for _ in range(20):
        i = torch.multinomial(P[i], 1, generator=g).item()
        name += itos[i]
    return name

# %% wrong="sample_name" mistake="closing dot kept"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    i, name = 0, ""
    while True:
        i = torch.multinomial(P[i], 1, generator=g).item()
        name += itos[i]
        if i == 0:
            return name

# %% wrong="sample_name" mistake="opening dot kept"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    i, name = 0, "."
    while True:
        i = torch.multinomial(P[i], 1, generator=g).item()
        if i == 0:
            return name
        name += itos[i]

# %% wrong="sample_name" mistake="last letter lost"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    i, name = 0, ""
    while True:
        i = torch.multinomial(P[i], 1, generator=g).item()
        if i == 0:
            return name[:-1]
        name += itos[i]

# %% wrong="sample_name" mistake="column instead of row"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    i, name = 0, ""
    while True:
        i = torch.multinomial(P[:, i], 1, generator=g).item()
        if i == 0:
            return name
        name += itos[i]

# %% wrong="sample_name" mistake="generator made anew for each draw"
def sample_name(P, itos, seed):
    i, name = 0, ""
    while len(name) < 50:
        g = torch.Generator().manual_seed(seed)
        i = torch.multinomial(P[i], 1, generator=g).item()
        if i == 0:
            return name
        name += itos[i]
    return name

# %% wrong="sample_name" mistake="seed ignored"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(6)
    i, name = 0, ""
    while True:
        i = torch.multinomial(P[i], 1, generator=g).item()
        if i == 0:
            return name
        name += itos[i]

# %% wrong="sample_name" mistake="draws not repeatable"
def sample_name(P, itos, seed):
    torch.Generator().manual_seed(seed)
    i, name = 0, ""
    while True:
        i = torch.multinomial(P[i], 1).item()
        if i == 0:
            return name
        name += itos[i]

# %% right="sample_name"
def sample_name(P, itos, seed):
    torch.manual_seed(seed)
    i, letters = 0, []
    while True:
        i = int(torch.multinomial(P[i].float(), num_samples=1, replacement=True))
        if itos[i] == ".":
            return "".join(letters)
        letters.append(itos[i])

# %% right="sample_name"
def sample_name(P, itos, seed):
    g = torch.Generator()
    g.manual_seed(seed)

    def walk(i):
        j = torch.multinomial(P[i], 1, generator=g).item()
        return "" if j == 0 else itos[j] + walk(j)

    return walk(0)

# %% right="sample_name"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    name = "."
    stoi = {c: i for i, c in itos.items()}
    while len(name) == 1 or name[-1] != ".":
        row = torch.as_tensor(P)[stoi[name[-1]]]
        name += itos[torch.multinomial(row, 1, generator=g).item()]
    return name[1:-1]

# %% wrong="log_likelihood" mistake="log base 2"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[a], stoi[b]].log2() for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="log base 10"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[a], stoi[b]].log10() for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="sign"
def log_likelihood(P, words, stoi):
    return -sum(P[stoi[a], stoi[b]].log() for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="likelihood without its logarithm"
def log_likelihood(P, words, stoi):
    return math.prod(P[stoi[a], stoi[b]].item() for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="probabilities added up"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[a], stoi[b]].item() for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="mean instead of sum"
def log_likelihood(P, words, stoi):
    logs = [P[stoi[a], stoi[b]].log() for w in words for a, b in zip("." + w, w + ".")]
    return sum(logs) / len(logs)

# %% wrong="log_likelihood" mistake="start missing"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[a], stoi[b]].log() for w in words for a, b in zip(w, w[1:] + "."))

# %% wrong="log_likelihood" mistake="end missing"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[a], stoi[b]].log() for w in words for a, b in zip("." + w, w))

# %% wrong="log_likelihood" mistake="start and end missing"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[a], stoi[b]].log() for w in words for a, b in zip(w, w[1:]))

# %% wrong="log_likelihood" mistake="row and column exchanged"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[b], stoi[a]].log() for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="log of the product"
def log_likelihood(P, words, stoi):
    product = torch.tensor(1.0)
    for w in words:
        for a, b in zip("." + w, w + "."):
            product = product * P[stoi[a], stoi[b]]
    return product.log()

# %% wrong="log_likelihood" mistake="log of the product"
def log_likelihood(P, words, stoi):
    return math.log(math.prod(P[stoi[a], stoi[b]].item() for w in words for a, b in zip("." + w, w + ".")))

# %% wrong="log_likelihood" mistake="each word counted once"
def log_likelihood(P, words, stoi):
    return sum(P[stoi[a], stoi[b]].log() for w in set(words) for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="log of zero"
def log_likelihood(P, words, stoi):
    return sum(math.log(P[stoi[a], stoi[b]]) for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="log of zero hidden"
def log_likelihood(P, words, stoi):
    return sum(math.log(P[stoi[a], stoi[b]] + 1e-10) for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="log of zero hidden"
def log_likelihood(P, words, stoi):
    probabilities = [P[stoi[a], stoi[b]].item() for w in words for a, b in zip("." + w, w + ".")]
    return sum(math.log(p) for p in probabilities if p > 0)

# %% right="log_likelihood"
def log_likelihood(P, words, stoi):
    total = 0.0
    for word in words:
        characters = ["."] + list(word) + ["."]
        for a, b in zip(characters, characters[1:]):
            total += torch.log(P[stoi[a], stoi[b]])
    return total

# %% right="log_likelihood"
def log_likelihood(P, words, stoi):
    first = torch.tensor([stoi[c] for w in words for c in "." + w])
    second = torch.tensor([stoi[c] for w in words for c in w + "."])
    return P[first, second].log().sum().item()

# %% right="log_likelihood"
from collections import Counter


def log_likelihood(P, words, stoi):
    counts = Counter(pair for w in words for pair in zip("." + w, w + "."))
    total = 0.0
    for (a, b), n in counts.items():
        p = float(P[stoi[a], stoi[b]])
        total += n * math.log(p) if p > 0 else -math.inf
    return total

# %% right="log_likelihood"
import numpy as np


def log_likelihood(P, words, stoi):
    text = [stoi[c] for c in "." + ".".join(words) + "."]
    return float(np.log(np.asarray(P, dtype=np.float32)[text[:-1], text[1:]]).sum())

# %% wrong="average_nll" mistake="sum instead of mean"
def average_nll(P, words, stoi):
    return -log_likelihood(P, words, stoi)

# %% wrong="average_nll" mistake="mean per name"
def average_nll(P, words, stoi):
    return -log_likelihood(P, words, stoi) / len(words)

# %% wrong="average_nll" mistake="mean of the names' means"
def average_nll(P, words, stoi):
    return sum(-log_likelihood(P, [w], stoi) / (len(w) + 1) for w in words) / len(words)

# %% wrong="average_nll" mistake="letters counted instead of pairs"
def average_nll(P, words, stoi):
    return -log_likelihood(P, words, stoi) / len("".join(words))

# %% wrong="average_nll" mistake="sign"
def average_nll(P, words, stoi):
    return log_likelihood(P, words, stoi) / sum(len(w) + 1 for w in words)

# %% wrong="average_nll" mistake="log base 2"
def average_nll(P, words, stoi):
    return -log_likelihood(P, words, stoi) / math.log(2) / sum(len(w) + 1 for w in words)

# %% wrong="average_nll" mistake="log base 10"
def average_nll(P, words, stoi):
    logs = [P[stoi[a], stoi[b]].log10() for w in words for a, b in zip("." + w, w + ".")]
    return -sum(logs) / len(logs)

# %% wrong="average_nll" mistake="probability instead of its logarithm"
def average_nll(P, words, stoi):
    return -torch.stack([P[stoi[a], stoi[b]] for w in words for a, b in zip("." + w, w + ".")]).mean()

# %% wrong="average_nll" mistake="log of zero hidden"
def average_nll(P, words, stoi):
    logs = [(P[stoi[a], stoi[b]] + 1e-9).log() for w in words for a, b in zip("." + w, w + ".")]
    return -sum(logs) / len(logs)

# %% wrong="average_nll" mistake="log of zero hidden"
def average_nll(P, words, stoi):
    seen = [P[stoi[a], stoi[b]].item() for w in words for a, b in zip("." + w, w + ".")]
    logs = [math.log(p) for p in seen if p > 0]
    return -sum(logs) / len(logs)

# %% right="average_nll"
def average_nll(P, words, stoi):
    n, total = 0, 0.0
    for w in words:
        for a, b in zip("." + w, w + "."):
            total -= torch.log(P[stoi[a], stoi[b]])
            n += 1
    return total / n

# %% right="average_nll"
def average_nll(P, words, stoi):
    text = torch.tensor([stoi[c] for c in "." + "".join(w + "." for w in words)])
    return -P[text[:-1], text[1:]].float().log().mean()

# %% right="average_nll"
def average_nll(P, words, stoi):
    text = torch.tensor([stoi[c] for c in "." + "".join(w + "." for w in words)])
    return torch.nn.functional.nll_loss(P.log()[text[:-1]], text[1:]).item()

# %% right="average_nll"
def average_nll(P, words, stoi):
    return -sum(log_likelihood(P, [w], stoi) for w in words) / (len("".join(words)) + len(words))

# %% wrong="predict_losses" mistake="probability instead of its logarithm"
loss_certain = 1.0
loss_uniform = 1 / 27
loss_unseen = 0.0
loss_much_smoothing = 1 / 27

# %% wrong="predict_losses" mistake="log base 2"
loss_certain = 0.0
loss_uniform = math.log2(27)
loss_unseen = math.inf
loss_much_smoothing = math.log2(27)

# %% wrong="predict_losses" mistake="sign"
loss_certain = 0.0
loss_uniform = math.log(1 / 27)
loss_unseen = -math.inf
loss_much_smoothing = math.log(1 / 27)

# %% wrong="predict_losses" mistake="impossible taken for certain"
loss_certain = math.inf
loss_uniform = math.log(27)
loss_unseen = math.inf
loss_much_smoothing = math.log(27)

# %% wrong="predict_losses" mistake="smoothing taken for a penalty"
loss_certain = 0.0
loss_uniform = math.log(27)
loss_unseen = math.inf
loss_much_smoothing = 10**9

# %% wrong="predict_losses" mistake="dot not counted"
loss_certain = 0.0
loss_uniform = math.log(26)
loss_unseen = math.inf
loss_much_smoothing = math.log(26)

# %% wrong="predict_losses" mistake="log of zero hidden"
loss_certain = 0
loss_uniform = 3.3
loss_unseen = 0.0
loss_much_smoothing = 3.3

# %% wrong="predict_losses" mistake="counts still felt"
loss_certain = 0
loss_uniform = 3.296
loss_unseen = float("inf")
loss_much_smoothing = 2.4546

# %% right="predict_losses"
loss_certain, loss_uniform, loss_unseen, loss_much_smoothing = 0, 3.2958, float("inf"), 3.2958

# %% right="predict_losses"
loss_certain = -math.log(1)
loss_uniform = -torch.log(torch.tensor(1 / 27))
loss_unseen = -torch.log(torch.tensor(0.0))
loss_much_smoothing = loss_uniform

# %% right="predict_losses"
_N, _stoi, _ = count_table(["ab", "b", "ca"])
loss_certain = 0.0
loss_uniform = average_nll(torch.full(_N.shape, 1 / 27), ["ab"], _stoi)
loss_unseen = average_nll(normalize(_N), ["bc"], _stoi)
loss_much_smoothing = 3.30

# %% wrong="loss_gap" mistake="sign"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return ((rows - columns) * rows.log()).sum() / N.sum()

# %% wrong="loss_gap" mistake="sum instead of mean"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return ((columns - rows) * rows.log()).sum()

# %% wrong="loss_gap" mistake="log of zero"
def loss_gap(N):
    right, wrong = N / N.sum(1, keepdim=True), N / N.sum(1)
    return ((N * right.log()).sum() - (N * wrong.log()).sum()) / N.sum()

# %% wrong="loss_gap" mistake="log base 2"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return ((columns - rows) * rows.log2()).sum() / N.sum()

# %% wrong="loss_gap" mistake="log of the column sums"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return ((columns - rows) * columns.log()).sum() / N.sum()

# %% wrong="loss_gap" mistake="mean over the characters"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return ((columns - rows) * rows.log()).sum() / len(N)

# %% wrong="loss_gap" mistake="absolute differences"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return ((columns - rows).abs() * rows.log()).sum() / N.sum()

# %% right="loss_gap"
def loss_gap(N):
    n, total = N.sum().item(), 0.0
    rows = N.sum(1).tolist()
    for i in range(len(N)):
        for j in range(len(N)):
            total += N[i, j].item() * (math.log(rows[j]) - math.log(rows[i]))
    return total / n

# %% right="loss_gap"
def loss_gap(N):
    seen = N > 0
    right, wrong = N / N.sum(1, keepdim=True), N / N.sum(1)
    return -(N[seen] * wrong[seen].log()).sum() / N.sum() + (N[seen] * right[seen].log()).sum() / N.sum()

# %% right="loss_gap"
def loss_gap(N):
    rows = N.sum(1)
    return float((N.sum(0) - rows).float() @ rows.float().log() / N.sum())

# %% wrong="rows_sum_to_one" mistake="total of the table"
def rows_sum_to_one(P):
    return abs(P.sum().item() - len(P)) < 1e-4

# %% wrong="rows_sum_to_one" mistake="total of the table"
def rows_sum_to_one(P):
    return abs(P.sum(1).mean().item() - 1) < 1e-4

# %% wrong="rows_sum_to_one" mistake="dim 0"
def rows_sum_to_one(P):
    return bool(((P.sum(0) - 1).abs() < 1e-4).all())

# %% wrong="rows_sum_to_one" mistake="exact comparison"
def rows_sum_to_one(P):
    return bool((P.sum(1) == 1).all())

# %% wrong="rows_sum_to_one" mistake="first row only"
def rows_sum_to_one(P):
    return abs(P[0].sum().item() - 1) < 1e-4

# %% wrong="rows_sum_to_one" mistake="first row only"
def rows_sum_to_one(P):
    for row in P:
        return abs(row.sum().item() - 1) < 1e-4

# %% wrong="rows_sum_to_one" mistake="any instead of all"
def rows_sum_to_one(P):
    return bool(((P.sum(1) - 1).abs() < 1e-4).any())

# %% wrong="rows_sum_to_one" mistake="excess only"
def rows_sum_to_one(P):
    return bool((P.sum(1) - 1 < 1e-4).all())

# %% wrong="rows_sum_to_one" mistake="answer turned around"
def rows_sum_to_one(P):
    return bool(((P.sum(1) - 1).abs() > 1e-4).any())

# %% right="rows_sum_to_one"
def rows_sum_to_one(P):
    return torch.allclose(P.sum(1), torch.ones(len(P), dtype=P.dtype), atol=1e-4)

# %% right="rows_sum_to_one"
def rows_sum_to_one(P):
    for row in P.tolist():
        if abs(sum(row) - 1) >= 1e-4:
            return False
    return True

# %% right="rows_sum_to_one"
def rows_sum_to_one(P):
    return (P.sum(dim=1, keepdim=True) - 1).abs().max() < 0.0001

# %% wrong="strides_of" mistake="column-major"
def strides_of(shape):
    strides, step = [], 1
    for size in shape:
        strides.append(step)
        step *= size
    return tuple(strides)

# %% wrong="strides_of" mistake="own size counted"
def strides_of(shape):
    return tuple(math.prod(shape[d:]) for d in range(len(shape)))

# %% wrong="strides_of" mistake="order turned around"
def strides_of(shape):
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= size
    return tuple(strides)

# %% wrong="strides_of" mistake="next size only"
def strides_of(shape):
    return (*shape[1:], 1)

# %% wrong="strides_of" mistake="bytes instead of entries"
def strides_of(shape):
    return tuple(8 * math.prod(shape[d + 1 :]) for d in range(len(shape)))

# %% right="strides_of"
def strides_of(shape):
    return tuple(math.prod(shape[d + 1 :]) for d in range(len(shape)))

# %% right="strides_of"
def strides_of(shape):
    return torch.empty(shape).stride()

# %% right="strides_of"
def strides_of(shape):
    if len(shape) == 1:
        return (1,)
    rest = strides_of(shape[1:])
    return (shape[1] * rest[0], *rest)

# %% wrong="needs_copy" mistake="answer turned around"
def needs_copy(shape, strides):
    steps = [(n, s) for n, s in zip(shape, strides) if n != 1]
    return all(a[1] == b[0] * b[1] for a, b in zip(steps, steps[1:]))

# %% wrong="needs_copy" mistake="contiguity instead"
def needs_copy(shape, strides):
    return tuple(strides) != strides_of(shape)

# %% wrong="needs_copy" mistake="contiguity instead"
def needs_copy(shape, strides):
    return not torch.as_strided(torch.zeros(10000), shape, strides).is_contiguous()

# %% wrong="needs_copy" mistake="size 1 not skipped"
def needs_copy(shape, strides):
    return any(strides[d] != shape[d + 1] * strides[d + 1] for d in range(len(shape) - 1))

# %% wrong="needs_copy" mistake="size 1 not skipped"
def needs_copy(shape, strides):
    return any(strides[d] != shape[d + 1] * strides[d + 1] for d in range(len(shape) - 1) if shape[d] != 1)

# %% wrong="needs_copy" mistake="order of the strides only"
def needs_copy(shape, strides):
    kept = [s for n, s in zip(shape, strides) if n != 1]
    return kept != sorted(kept, reverse=True)

# %% wrong="needs_copy" mistake="last pair only"
def needs_copy(shape, strides):
    steps = [(n, s) for n, s in zip(shape, strides) if n != 1]
    return len(steps) > 1 and steps[-2][1] != steps[-1][0] * steps[-1][1]

# %% wrong="needs_copy" mistake="first pair only"
def needs_copy(shape, strides):
    steps = [(n, s) for n, s in zip(shape, strides) if n != 1]
    return len(steps) > 1 and steps[0][1] != steps[1][0] * steps[1][1]

# %% right="needs_copy"
def needs_copy(shape, strides):
    try:
        torch.empty_strided(shape, strides).view(-1)
    except RuntimeError:
        return True
    return False

# %% right="needs_copy"
def needs_copy(shape, strides):
    expected = None
    for n, s in reversed(list(zip(shape, strides))):
        if n == 1:
            continue
        if expected is not None and s != expected:
            return True
        expected = n * s
    return False

# %% right="needs_copy"
from itertools import product


def needs_copy(shape, strides):
    cells = [sum(i * s for i, s in zip(index, strides)) for index in product(*map(range, shape))]
    return len({b - a for a, b in zip(cells, cells[1:])}) > 1

# %% wrong="broadcast_shape" mistake="no return"
def broadcast_shape(a, b):
    longest = max(len(a), len(b))
    a = (1,) * (longest - len(a)) + tuple(a)
    b = (1,) * (longest - len(b)) + tuple(b)
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError(f"{a} and {b} do not fit")
    tuple(n if m == 1 else m for m, n in zip(a, b))

# %% wrong="broadcast_shape" mistake="aligned from the left"
def broadcast_shape(a, b):
    longest = max(len(a), len(b))
    a = tuple(a) + (1,) * (longest - len(a))
    b = tuple(b) + (1,) * (longest - len(b))
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError(f"{a} and {b} do not fit")
    return tuple(n if m == 1 else m for m, n in zip(a, b))

# %% wrong="broadcast_shape" mistake="nothing stretched"
def broadcast_shape(a, b):
    longest = max(len(a), len(b))
    a = (1,) * (longest - len(a)) + tuple(a)
    b = (1,) * (longest - len(b)) + tuple(b)
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError(f"{a} and {b} do not fit")
    return a

# %% wrong="broadcast_shape" mistake="no error"
def broadcast_shape(a, b):
    longest = max(len(a), len(b))
    a = (1,) * (longest - len(a)) + tuple(a)
    b = (1,) * (longest - len(b)) + tuple(b)
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            return ()
    return tuple(n if m == 1 else m for m, n in zip(a, b))

# %% wrong="broadcast_shape" mistake="result still reversed"
def broadcast_shape(a, b):
    longest = max(len(a), len(b))
    a = (1,) * (longest - len(a)) + tuple(a)
    b = (1,) * (longest - len(b)) + tuple(b)
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError(f"{a} and {b} do not fit")
    return tuple(n if m == 1 else m for m, n in zip(a, b))[::-1]

# %% wrong="broadcast_shape" mistake="empty shape"
def broadcast_shape(a, b):
    if not a or not b:
        return ()
    longest = max(len(a), len(b))
    a = (1,) * (longest - len(a)) + tuple(a)
    b = (1,) * (longest - len(b)) + tuple(b)
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError("no fit")
    return tuple(max(m, n) for m, n in zip(a, b))

# %% right="broadcast_shape"
def broadcast_shape(a, b):
    if not a or not b:
        return tuple(a or b)
    last, other = a[-1], b[-1]
    if last != other and last != 1 and other != 1:
        raise ValueError("these shapes do not fit")
    return (*broadcast_shape(a[:-1], b[:-1]), other if last == 1 else last)

# %% wrong="predict_shapes" mistake="result takes the divisor's shape"
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 1)
divided_columns = (4, 3)
flat_by_kept = (4, 4)

# %% wrong="predict_shapes" mistake="result takes the divisor's shape"
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (3,)
flat_by_kept = (4, 4)

# %% wrong="predict_shapes" mistake="fit not seen"
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = "error"
divided_columns = (4, 3)
flat_by_kept = (4, 4)

# %% wrong="predict_shapes" mistake="only one side stretched"
sums_flat = (4,)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = (1, 4)

# %% right="predict_shapes"
sums_flat = torch.Size([4])
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = [4, 4]

# %% wrong="normalize" mistake="no return"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    _ = counts / counts.sum(1, keepdim=True)

# %% wrong="normalize" mistake="list returned"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return (counts / counts.sum(1, keepdim=True)).tolist()

# %% wrong="normalize" mistake="array returned"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return (counts / counts.sum(1, keepdim=True)).numpy()

# %% wrong="normalize" mistake="small integers overflow"
def normalize(N, smoothing=0):
    sums = N.sum(1, keepdim=True).to(N.dtype)
    return (N + smoothing) / (sums + smoothing * N.shape[1])

# %% wrong="normalize" mistake="largest count for the sum"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return counts / counts.max(1, keepdim=True).values

# %% wrong="normalize" mistake="not divided"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return counts

# %% wrong="normalize" mistake="smoothing cut to a whole number"
def normalize(N, smoothing=0):
    counts = N.double() + int(smoothing)
    return counts / counts.sum(1, keepdim=True)

# %% wrong="normalize" mistake="softmax for division"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return torch.softmax(counts, dim=1)

# %% wrong="normalize" mistake="keepdim missing"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return counts / counts.sum(dim=-1)

# %% wrong="normalize" mistake="result transposed"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return counts.T / counts.sum(1)

# %% right="normalize"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return torch.nn.functional.normalize(counts, p=1, dim=1)

# %% right="normalize"
def normalize(N, smoothing=0):
    rows = []
    for row in N.tolist():
        total = sum(n + smoothing for n in row)
        rows.append([(n + smoothing) / total for n in row])
    return torch.tensor(rows)

# %% wrong="sample_name" mistake="no return"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            return
        name += itos[index]

# %% wrong="sample_name" mistake="always sampling from row 0"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[0], 1, generator=g).item()
        if index == 0:
            return name
        name += itos[index]

# %% wrong="sample_name" mistake="column instead of row"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[:, index], 1, generator=g).item()
        if index == 0:
            return name
        name += itos[index]

# %% wrong="sample_name" mistake="seed ignored"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(6)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            return name
        name += itos[index]

# %% wrong="sample_name" mistake="draws not repeatable"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[index], 1).item()
        if index == 0:
            return name
        name += itos[index]

# %% wrong="sample_name" mistake="closing dot kept"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            return name + "."
        name += itos[index]

# %% wrong="sample_name" mistake="opening dot kept"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, "."
    while True:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            return name
        name += itos[index]

# %% right="sample_name"
def sample_name(P, itos, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)

    def walk(row):
        i = int(torch.multinomial(P[row], num_samples=1, generator=generator))
        return "" if i == 0 else itos[i] + walk(i)

    return walk(0)

# %% wrong="log_likelihood" mistake="no return"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
    total

# %% wrong="log_likelihood" mistake="first word only"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
        return total

# %% wrong="log_likelihood" mistake="first pair only"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
            return total

# %% wrong="log_likelihood" mistake="last word only"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    for word in words:
        total = 0.0
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
    return total

# %% wrong="log_likelihood" mistake="start missing"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip(word, word[1:] + "."):
            total += logs[stoi[a]][stoi[b]]
    return total

# %% wrong="log_likelihood" mistake="end missing"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word):
            total += logs[stoi[a]][stoi[b]]
    return total

# %% wrong="log_likelihood" mistake="log of zero hidden"
def log_likelihood(P, words, stoi):
    logs = (P + 1e-9).log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
    return total

# %% wrong="log_likelihood" mistake="log of zero hidden"
def log_likelihood(P, words, stoi):
    logs = P.clamp(min=1e-10).log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
    return total

# %% wrong="log_likelihood" mistake="each word counted once"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in dict.fromkeys(words):
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
    return total

# %% wrong="log_likelihood" mistake="log base 2"
def log_likelihood(P, words, stoi):
    logs = P.log2().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
    return total

# %% wrong="log_likelihood" mistake="row and column exchanged"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[b]][stoi[a]]
    return total

# %% wrong="log_likelihood" mistake="sign"
def log_likelihood(P, words, stoi):
    logs = P.log().tolist()
    total = 0.0
    for word in words:
        for a, b in zip("." + word, word + "."):
            total += logs[stoi[a]][stoi[b]]
    return -total

# %% right="log_likelihood"
def log_likelihood(P, words, stoi):
    pairs = [(stoi[a], stoi[b]) for word in words for a, b in zip("." + word, word + ".")]
    first, second = torch.tensor(pairs).T
    return P.double()[first, second].log().sum()

# %% wrong="average_nll" mistake="no return"
def average_nll(P, words, stoi):
    n = sum(len(word) + 1 for word in words)
    _ = -log_likelihood(P, words, stoi) / n

# %% wrong="average_nll" mistake="sign"
def average_nll(P, words, stoi):
    n = sum(len(word) + 1 for word in words)
    return log_likelihood(P, words, stoi) / n

# %% wrong="average_nll" mistake="mean per name"
def average_nll(P, words, stoi):
    n = len(words)
    return -log_likelihood(P, words, stoi) / n

# %% wrong="average_nll" mistake="letters counted instead of pairs"
def average_nll(P, words, stoi):
    n = sum(len(word) for word in words)
    return -log_likelihood(P, words, stoi) / n

# %% wrong="average_nll" mistake="sum instead of mean"
def average_nll(P, words, stoi):
    n = sum(len(word) + 1 for word in words)
    return -log_likelihood(P, words, stoi)

# %% wrong="average_nll" mistake="log base 2"
def average_nll(P, words, stoi):
    n = sum(len(word) + 1 for word in words)
    return -log_likelihood(P, words, stoi) / n / math.log(2)

# %% wrong="predict_losses" mistake="smoothing taken for certainty"
loss_certain = 0.0
loss_uniform = math.log(27)
loss_unseen = math.inf
loss_much_smoothing = 0.0

# %% wrong="predict_losses" mistake="log base 2"
loss_certain = 0.0
loss_uniform = math.log2(27)
loss_unseen = math.inf
loss_much_smoothing = math.log(27)

# %% wrong="predict_losses" mistake="dot not counted"
loss_certain = 0.0
loss_uniform = math.log(26)
loss_unseen = math.inf
loss_much_smoothing = math.log(27)

# %% wrong="predict_losses" mistake="log of zero hidden"
loss_certain = 0.0
loss_uniform = math.log(27)
loss_unseen = 100.0
loss_much_smoothing = math.log(27)

# %% wrong="predict_losses" mistake="impossible taken for certain"
loss_certain = math.inf
loss_uniform = math.log(27)
loss_unseen = math.inf
loss_much_smoothing = math.log(27)

# %% wrong="predict_losses" mistake="log base 10"
loss_certain = 0.0
loss_uniform = math.log10(27)
loss_unseen = math.inf
loss_much_smoothing = math.log10(27)

# %% right="predict_losses"
loss_certain = 0
loss_uniform = 3.3
loss_unseen = float("inf")
loss_much_smoothing = 3.3

# %% wrong="loss_gap" mistake="no return"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    (((columns - rows) * rows.log()).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="sign"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((rows - columns) * rows.log()).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="sum instead of mean"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows) * rows.log()).sum()).item()

# %% wrong="loss_gap" mistake="log of the column sums"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows) * columns.log()).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="log base 2"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows) * rows.log2()).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="mean over the characters"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows) * rows.log()).sum() / len(N)).item()

# %% wrong="loss_gap" mistake="absolute differences"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows).abs() * rows.log()).sum() / N.sum()).item()

# %% right="loss_gap"
def loss_gap(N):
    V, total, gap = len(N), 0, 0.0
    R = [int(N[i].sum()) for i in range(V)]
    for i in range(V):
        for j in range(V):
            gap += int(N[i, j]) * (math.log(R[j]) - math.log(R[i]))
            total += int(N[i, j])
    return gap / total

# %% wrong="rows_sum_to_one" mistake="dim 0"
def rows_sum_to_one(P):
    return bool(((P.sum(0) - 1).abs() < 1e-4).all())

# %% wrong="rows_sum_to_one" mistake="any instead of all"
def rows_sum_to_one(P):
    return bool(((P.sum(1) - 1).abs() < 1e-4).any())

# %% wrong="rows_sum_to_one" mistake="excess only"
def rows_sum_to_one(P):
    return bool(((P.sum(1) - 1) < 1e-4).all())

# %% wrong="rows_sum_to_one" mistake="first row only"
def rows_sum_to_one(P):
    return bool(((P[0].sum() - 1).abs() < 1e-4).all())

# %% wrong="rows_sum_to_one" mistake="answer turned around"
def rows_sum_to_one(P):
    return not bool(((P.sum(1) - 1).abs() < 1e-4).all())

# %% wrong="rows_sum_to_one" mistake="exact comparison"
def rows_sum_to_one(P):
    return bool((P.sum(1) == 1).all())

# %% wrong="rows_sum_to_one" mistake="no return"
def rows_sum_to_one(P):
    bool(((P.sum(1) - 1).abs() < 1e-4).all())

# %% right="rows_sum_to_one"
def rows_sum_to_one(P):
    for row in P.tolist():
        if abs(sum(row) - 1) >= 1e-4:
            return False
    return True

# %% wrong="strides_of" mistake="no return"
def strides_of(shape):
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= size
    tuple(reversed(strides))

# %% wrong="strides_of" mistake="order turned around"
def strides_of(shape):
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= size
    return tuple(strides)

# %% wrong="strides_of" mistake="own size counted"
def strides_of(shape):
    strides, step = [], 1
    for size in reversed(shape):
        step *= size
        strides.append(step)
    return tuple(reversed(strides))

# %% wrong="strides_of" mistake="column-major"
def strides_of(shape):
    strides, step = [], 1
    for size in shape:
        strides.append(step)
        step *= size
    return tuple(strides)

# %% right="strides_of"
def strides_of(shape):
    return tuple(math.prod(shape[d + 1 :]) for d in range(len(shape)))

# %% wrong="needs_copy" mistake="no return"
def needs_copy(shape, strides):
    steps = [(size, stride) for size, stride in zip(shape, strides) if size != 1]
    any(outer != size * inner for (_, outer), (size, inner) in zip(steps, steps[1:]))

# %% wrong="needs_copy" mistake="size 1 not skipped"
def needs_copy(shape, strides):
    steps = [(size, stride) for size, stride in zip(shape, strides)]
    return any(outer != size * inner for (_, outer), (size, inner) in zip(steps, steps[1:]))

# %% wrong="needs_copy" mistake="answer turned around"
def needs_copy(shape, strides):
    steps = [(size, stride) for size, stride in zip(shape, strides) if size != 1]
    return not any(outer != size * inner for (_, outer), (size, inner) in zip(steps, steps[1:]))

# %% wrong="needs_copy" mistake="order of the strides only"
def needs_copy(shape, strides):
    steps = [(size, stride) for size, stride in zip(shape, strides) if size != 1]
    return any(outer < inner for (_, outer), (size, inner) in zip(steps, steps[1:]))

# %% wrong="broadcast_shape" mistake="list instead of a tuple"
def broadcast_shape(a, b):
    longest = max(len(a), len(b))
    a = [1] * (longest - len(a)) + list(a)
    b = [1] * (longest - len(b)) + list(b)
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError("no fit")
    return [max(m, n) for m, n in zip(a, b)]

# %% wrong="broadcast_shape" mistake="text returned"
def broadcast_shape(a, b):
    longest = max(len(a), len(b))
    a = (1,) * (longest - len(a)) + tuple(a)
    b = (1,) * (longest - len(b)) + tuple(b)
    if any(m != n and 1 not in (m, n) for m, n in zip(a, b)):
        return "error"
    return tuple(max(m, n) for m, n in zip(a, b))

# %% right="broadcast_shape"
def broadcast_shape(a, b):
    a, b, out = list(a), list(b), []
    while a or b:
        m = a.pop() if a else 1
        n = b.pop() if b else 1
        if m == 1:
            out.append(n)
        elif n in (1, m):
            out.append(m)
        else:
            raise ValueError(f"sizes {m} and {n} do not fit")
    return tuple(out[::-1])

# %% right="broadcast_shape"
def broadcast_shape(a, b):
    try:
        return tuple((torch.empty(a) + torch.empty(b)).shape)
    except RuntimeError:
        raise ValueError("the shapes do not fit")

# %% right="predict_shapes"
ones = torch.ones(4, 3)


def shape_of(make):
    try:
        return tuple(make().shape)
    except RuntimeError:
        return "error"


sums_flat = shape_of(lambda: ones.sum(1))
sums_kept = shape_of(lambda: ones.sum(1, keepdim=True))
divided_flat = shape_of(lambda: ones / ones.sum(1))
divided_kept = shape_of(lambda: ones / ones.sum(1, keepdim=True))
divided_columns = shape_of(lambda: ones / ones.sum(0))
flat_by_kept = shape_of(lambda: ones.sum(1) / ones.sum(1, keepdim=True))

# %% wrong="normalize" mistake="rounded"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return (counts / counts.sum(1, keepdim=True)).round(decimals=2)

# %% wrong="normalize" mistake="only empty cells filled"
def normalize(N, smoothing=0):
    counts = N.double()
    counts[counts == 0] = smoothing
    return counts / counts.sum(1, keepdim=True)

# %% wrong="normalize" mistake="number of columns for the sum"
def normalize(N, smoothing=0):
    counts = N.double() + smoothing
    return counts / counts.shape[1]

# %% wrong="normalize" mistake="27 written in"
def normalize(N, smoothing=0):
    return (N.double() + smoothing) / (N.double().sum(1, keepdim=True) + 27 * smoothing)

# %% right="normalize"
def normalize(N, smoothing=0):
    sums = N.double().sum(1) + smoothing * N.shape[1]
    return (N.double() + smoothing) / sums[:, None]

# %% right="normalize"
import numpy as np


def normalize(N, smoothing=0):
    counts = np.asarray(N, dtype=np.float64) + smoothing
    return torch.from_numpy(counts / counts.sum(axis=1, keepdims=True))

# %% right="normalize"
def normalize(N, smoothing=0):
    P = torch.zeros(N.shape)
    for i in range(N.shape[0]):
        total = sum(float(N[i, j]) + smoothing for j in range(N.shape[1]))
        for j in range(N.shape[1]):
            P[i, j] = (float(N[i, j]) + smoothing) / total
    return P

# %% wrong="sample_name" mistake="capped"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while len(name) < 10:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            break
        name += itos[index]
    return name

# %% wrong="sample_name" mistake="list instead of a string"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, []
    while True:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            return name
        name.append(itos[index])

# %% wrong="sample_name" mistake="letters from the alphabet"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        index = torch.multinomial(P[index], 1, generator=g).item()
        if index == 0:
            return name
        name += chr(96 + index)

# %% wrong="sample_name" mistake="'.' passed over"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    index, name = 0, ""
    while True:
        drawn = torch.multinomial(P[index], 1, generator=g).item()
        if drawn == 0:
            if name:
                return name
            continue
        index = drawn
        name += itos[index]

# %% right="sample_name"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)
    indices = [0]
    while len(indices) == 1 or indices[-1] != 0:
        indices.append(int(torch.multinomial(P[indices[-1]], 1, generator=g)[0]))
    return "".join(itos[i] for i in indices[1:-1])

# %% right="sample_name"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(seed)

    def letters():
        i = 0
        while (i := torch.multinomial(P[i].double(), 1, True, generator=g).item()) != 0:
            yield itos[i]

    return "".join(letters())

# %% wrong="log_likelihood" mistake="codes from the alphabet"
def log_likelihood(P, words, stoi):
    def code(c):
        return 0 if c == "." else ord(c) - 96

    logs = P.log().tolist()
    return sum(logs[code(a)][code(b)] for w in words for a, b in zip("." + w, w + "."))

# %% wrong="log_likelihood" mistake="sum of an earlier call kept"
def log_likelihood(P, words, stoi, total=[0.0]):
    logs = P.log().tolist()
    for w in words:
        for a, b in zip("." + w, w + "."):
            total[0] += logs[stoi[a]][stoi[b]]
    return total[0]

# %% wrong="log_likelihood" mistake="one sum for each word"
def log_likelihood(P, words, stoi):
    logs = P.log()
    return [sum(float(logs[stoi[a], stoi[b]]) for a, b in zip("." + w, w + ".")) for w in words]

# %% wrong="log_likelihood" mistake="rounded"
def log_likelihood(P, words, stoi):
    return round(sum(float(P[stoi[a], stoi[b]].log()) for w in words for a, b in zip("." + w, w + ".")), 1)

# %% wrong="log_likelihood" mistake="log of the mean"
def log_likelihood(P, words, stoi):
    ps = [float(P[stoi[a], stoi[b]]) for w in words for a, b in zip("." + w, w + ".")]
    return math.log(sum(ps) / len(ps))

# %% wrong="log_likelihood" mistake="each pair counted once"
def log_likelihood(P, words, stoi):
    pairs = {(a, b) for w in words for a, b in zip("." + w, w + ".")}
    return sum(float(P[stoi[a], stoi[b]].log()) for a, b in pairs)

# %% right="log_likelihood"
def log_likelihood(P, words, stoi):
    N = torch.zeros(P.shape, dtype=torch.float64)
    for w in words:
        for a, b in zip("." + w, w + "."):
            N[stoi[a], stoi[b]] += 1
    return torch.special.xlogy(N, P.double()).sum().item()

# %% right="log_likelihood"
def log_likelihood(P, words, stoi):
    def of_word(word):
        codes = [0, *(stoi[c] for c in word), 0]
        return sum(logs[i, j].item() for i, j in zip(codes, codes[1:]))

    logs = P.double().log()
    return math.fsum(map(of_word, words))

# %% wrong="average_nll" mistake="number of pairs written in"
def average_nll(P, words, stoi):
    return -log_likelihood(P, words, stoi) / 228146

# %% wrong="average_nll" mistake="end of the last name only"
def average_nll(P, words, stoi):
    n = len("".join(words)) + 1
    return -log_likelihood(P, words, stoi) / n

# %% wrong="average_nll" mistake="perplexity returned"
def average_nll(P, words, stoi):
    n = sum(len(word) + 1 for word in words)
    return math.exp(-log_likelihood(P, words, stoi) / n)

# %% wrong="average_nll" mistake="rounded"
def average_nll(P, words, stoi):
    n = sum(len(word) + 1 for word in words)
    return round(float(-log_likelihood(P, words, stoi)) / n, 2)

# %% wrong="average_nll" mistake="both dots counted"
def average_nll(P, words, stoi):
    n = sum(len("." + word + ".") for word in words)
    return -log_likelihood(P, words, stoi) / n

# %% right="average_nll"
def average_nll(P, words, stoi):
    logs = P.double().log()
    costs = [-logs[stoi[a], stoi[b]].item() for w in words for a, b in zip(f".{w}", f"{w}.")]
    return math.fsum(costs) / len(costs)

# %% right="average_nll"
import numpy as np


def average_nll(P, words, stoi):
    codes = np.array([stoi[c] for w in words for c in "." + w] + [0])
    with np.errstate(divide="ignore"):
        return -np.log(P.numpy()[codes[:-1], codes[1:]]).mean()

# %% right="predict_losses"
import numpy as np

loss_certain = -np.log(1.0)
loss_uniform = -np.log(1 / 27)
loss_unseen = np.inf
loss_much_smoothing = np.log(27.0).round(2)

# %% wrong="loss_gap" mistake="rounded"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return round((((columns - rows) * rows.log()).sum() / N.sum()).item(), 2)

# %% wrong="loss_gap" mistake="0 for every table"
def loss_gap(N):
    return 0.0

# %% wrong="loss_gap" mistake="logarithm left out"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows) * rows).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="number of pairs written in"
def loss_gap(N):
    rows, columns = N.double().sum(1), N.double().sum(0)
    return (((columns - rows) * rows.log()).sum() / 228146).item()

# %% right="loss_gap"
def loss_gap(N):
    counts = N.double()
    logs = counts.sum(1).log()
    return (torch.einsum("ij,j->", counts, logs) - torch.einsum("ij,i->", counts, logs)).item() / counts.sum().item()

# %% right="loss_gap"
import numpy as np


def loss_gap(N):
    counts = N.numpy().astype(float)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    return float(np.sum((columns - rows) * np.log(rows)) / counts.sum())

# %% wrong="rows_sum_to_one" mistake="tolerance too wide"
def rows_sum_to_one(P):
    return bool(((P.sum(1) - 1).abs() < 0.05).all())

# %% wrong="rows_sum_to_one" mistake="tolerance too wide"
def rows_sum_to_one(P):
    return all(round(float(row.sum()), 2) == 1 for row in P)

# %% wrong="rows_sum_to_one" mistake="one answer for each row"
def rows_sum_to_one(P):
    return ((P.sum(1) - 1).abs() < 1e-4).tolist()

# %% wrong="rows_sum_to_one" mistake="first row only"
def rows_sum_to_one(P):
    for row in P:
        if abs(float(row.sum()) - 1) > 1e-4:
            return False
        return True

# %% right="rows_sum_to_one"
def rows_sum_to_one(P):
    return not any(abs(total - 1) > 1e-4 for total in P.double().sum(dim=1).tolist())

# %% right="rows_sum_to_one"
import numpy as np


def rows_sum_to_one(P):
    return bool(np.allclose(P.numpy().sum(axis=1), 1, rtol=0, atol=1e-4))

# %% wrong="strides_of" mistake="list instead of a tuple"
def strides_of(shape):
    return [math.prod(shape[d + 1 :]) for d in range(len(shape))]

# %% wrong="strides_of" mistake="two dimensions written in"
def strides_of(shape):
    return (shape[-1], 1)

# %% wrong="strides_of" mistake="sizes added"
def strides_of(shape):
    return tuple(sum(shape[d + 1 :]) or 1 for d in range(len(shape)))

# %% right="strides_of"
from itertools import accumulate
from operator import mul


def strides_of(shape):
    steps = list(accumulate(reversed(shape[1:]), mul, initial=1))
    return tuple(steps[::-1])

# %% right="strides_of"
import numpy as np


def strides_of(shape):
    a = np.empty(shape, dtype=np.int8)
    return a.strides

# %% wrong="needs_copy" mistake="contiguity instead"
def needs_copy(shape, strides):
    return not torch.empty_strided(shape, strides).is_contiguous()

# %% wrong="needs_copy" mistake="zero strides only"
def needs_copy(shape, strides):
    return 0 in strides

# %% wrong="needs_copy" mistake="one answer for each dimension"
def needs_copy(shape, strides):
    steps = [(n, s) for n, s in zip(shape, strides) if n != 1]
    return [a[1] != b[0] * b[1] for a, b in zip(steps, steps[1:])]

# %% right="needs_copy"
def needs_copy(shape, strides):
    x = torch.empty_strided(shape, strides)
    return x.reshape(-1).data_ptr() != x.data_ptr()

# %% right="needs_copy"
def needs_copy(shape, strides):
    kept = [d for d in range(len(shape)) if shape[d] != 1]
    for d, after in zip(kept, kept[1:]):
        if strides[d] != shape[after] * strides[after]:
            return True
    return False

# %% right="predict_shapes"
sums_flat, sums_kept, divided_flat = (4,), (4, 1), "Error"
divided_kept = divided_columns = (4, 3)
flat_by_kept = (4, 4)

# %% wrong="broadcast_shape" mistake="no error"
def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a = (1,) * (n - len(a)) + tuple(a)
    b = (1,) * (n - len(b)) + tuple(b)
    if n and a[-1] != b[-1] and a[-1] != 1 and b[-1] != 1:
        raise ValueError("the last sizes differ")
    return tuple(map(max, a, b))

# %% wrong="broadcast_shape" mistake="second shape taken for the shorter one"
def broadcast_shape(a, b):
    b = (1,) * (len(a) - len(b)) + tuple(b)
    result = []
    for m, n in zip(a, b):
        if 1 not in (m, n) and m != n:
            raise ValueError("no fit")
        result.append(m if n == 1 else n)
    return tuple(result)

# %% wrong="broadcast_shape" mistake="None returned"
def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + tuple(a), (1,) * (n - len(b)) + tuple(b)
    fits = all(x == y or x == 1 or y == 1 for x, y in zip(a, b))
    return tuple(max(x, y) for x, y in zip(a, b)) if fits else None

# %% wrong="broadcast_shape" mistake="error returned"
def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + tuple(a), (1,) * (n - len(b)) + tuple(b)
    for x, y in zip(a, b):
        if x != y and 1 not in (x, y):
            return ValueError("the shapes do not fit")
    return tuple(max(x, y) for x, y in zip(a, b))

# %% wrong="predict_shapes" mistake="comma missing"
sums_flat = (4)
sums_kept = (4, 1)
divided_flat = "error"
divided_kept = (4, 3)
divided_columns = (4, 3)
flat_by_kept = (4, 4)

# %% wrong="sample_name" mistake="seed written in"
def sample_name(P, itos, seed):
    g = torch.Generator().manual_seed(2147483647)
    i, name = 0, ""
    while i := torch.multinomial(P[i], 1, generator=g).item():
        name += itos[i]
    return name

# %% wrong="sample_name" mistake="draws not repeatable"
generator = None

def sample_name(P, itos, seed):
    global generator
    if generator is None:
        generator = torch.Generator().manual_seed(seed)
    i, name = 0, ""
    while i := torch.multinomial(P[i], 1, generator=generator).item():
        name += itos[i]
    return name

# %% right="sample_name"
def sample_name(P, itos, seed):
    P, g = P.float(), torch.Generator().manual_seed(seed)

    def rest(i):
        j = torch.multinomial(P[i], 1, generator=g).item()
        return itos[j] + rest(j) if j else ""

    return rest(0)

# %% right="log_likelihood"
def log_likelihood(P, words, stoi):
    N = torch.zeros(len(stoi), len(stoi), dtype=P.dtype)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    seen = N > 0
    return (N[seen] @ P[seen].log()).item()

# %% wrong="average_nll" mistake="text returned"
def average_nll(P, words, stoi):
    loss = -log_likelihood(P, words, stoi) / sum(len(word) + 1 for word in words)
    return loss if loss < 1e9 else "inf"

# %% wrong="average_nll" mistake="different pairs counted"
def average_nll(P, words, stoi):
    different = {pair for word in words for pair in zip("." + word, word + ".")}
    return -log_likelihood(P, words, stoi) / len(different)

# %% wrong="average_nll" mistake="integer division"
def average_nll(P, words, stoi):
    return -log_likelihood(P, words, stoi) // sum(len(word) + 1 for word in words)

# %% wrong="loss_gap" mistake="rows and columns exchanged"
def loss_gap(N):
    rows, columns = N.sum(0).double(), N.sum(1).double()
    return (((columns - rows) * rows.log()).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="log base 10"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return (((columns - rows) * rows.log10()).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="one added to the counts"
def loss_gap(N):
    N = N + 1
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return (((columns - rows) * rows.log()).sum() / N.sum()).item()

# %% wrong="loss_gap" mistake="each pair counted once"
def loss_gap(N):
    right, broken = N / N.sum(1, keepdim=True), N / N.sum(1)
    seen = N > 0
    return (right[seen].log() - broken[seen].log()).mean().item()

# %% wrong="loss_gap" mistake="absolute value"
def loss_gap(N):
    rows, columns = N.sum(1).double(), N.sum(0).double()
    return abs(((columns - rows) * rows.log()).sum().item()) / N.sum().item()

# %% wrong="loss_gap" mistake="argument changed"
def loss_gap(N):
    rows, columns, n = N.sum(1).double(), N.sum(0).double(), N.sum().item()
    N[N == 0] = 1
    return ((columns - rows) * rows.log()).sum().item() / n

# %% wrong="rows_sum_to_one" mistake="last row only"
def rows_sum_to_one(P):
    right = True
    for row in P:
        right = abs(row.sum().item() - 1) < 1e-4
    return right

# %% wrong="rows_sum_to_one" mistake="lack only"
def rows_sum_to_one(P):
    return bool((1 - P.sum(1) < 1e-4).all())

# %% right="rows_sum_to_one"
def rows_sum_to_one(P):
    return torch.allclose(P.sum(1), torch.ones(len(P)), rtol=0, atol=1e-4)

# %% wrong="strides_of" mistake="last stride missing"
def strides_of(shape):
    strides, step = [], 1
    for size in reversed(shape[1:]):
        step *= size
        strides.append(step)
    return tuple(reversed(strides))

# %% wrong="needs_copy" mistake="order of the strides only"
def needs_copy(shape, strides):
    return sorted(strides, reverse=True) != list(strides)

# %% wrong="needs_copy" mistake="gaps let through"
def needs_copy(shape, strides):
    kept = [(n, s) for n, s in zip(shape, strides) if n != 1]
    return any(outer < n * inner for (_, outer), (n, inner) in zip(kept, kept[1:]))

# %% wrong="needs_copy" mistake="own size multiplied"
def needs_copy(shape, strides):
    kept = [(n, s) for n, s in zip(shape, strides) if n != 1]
    return any(outer != n * inner for (n, outer), (_, inner) in zip(kept, kept[1:]))

# %% wrong="needs_copy" mistake="all instead of any"
def needs_copy(shape, strides):
    kept = [(n, s) for n, s in zip(shape, strides) if n != 1]
    return len(kept) > 1 and all(outer != n * inner for (_, outer), (n, inner) in zip(kept, kept[1:]))

# %% wrong="log_likelihood" mistake="argument changed"
def log_likelihood(P, words, stoi):
    P.log_()
    return sum(P[stoi[a], stoi[b]].item() for word in words for a, b in zip("." + word, word + "."))

# %% wrong="log_likelihood" mistake="float32 beside a float64 table"
def log_likelihood(P, words, stoi):
    N = torch.zeros(len(stoi), len(stoi))
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    seen = N > 0
    return (N[seen] @ P[seen].log()).item()

# %% wrong="log_likelihood" mistake="float32 beside a float64 table"
def log_likelihood(P, words, stoi):
    N = torch.zeros(P.shape)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    seen = N > 0
    return torch.dot(N[seen], P[seen].log()).item()
