# %% wrong="build_dataset" mistake="context carried over between names"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    context = [0] * block_size
    for word in words:
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="window shifted the wrong way"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = [stoi[c]] + context[:-1]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="end missing"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word:
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="padding missing"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        for i in range(len(codes) - block_size):
            X.append(codes[i : i + block_size])
            Y.append(codes[i + block_size])
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="target inside the context"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            context = context[1:] + [stoi[c]]
            X.append(context)
            Y.append(stoi[c])
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="block size fixed at 3"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * 3
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="one list for all contexts"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context.append(stoi[c])
            del context[0]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="place looked up by letter"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        text = "." * block_size + word + "."
        starts = [word.index(letter) for letter in word] + [len(word)]
        for start in starts:
            X.append([stoi[c] for c in text[start : start + block_size]])
            Y.append(stoi[text[start + block_size]])
    return torch.tensor(X), torch.tensor(Y)

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        codes = [0] * block_size + [stoi[c] for c in word] + [0]
        for i in range(len(word) + 1):
            X.append(codes[i : i + block_size])
            Y.append(codes[i + block_size])
    return torch.tensor(X), torch.tensor(Y)

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    windows = []
    for word in words:
        codes = torch.tensor([0] * block_size + [stoi[c] for c in word + "."])
        windows.append(codes.unfold(0, block_size + 1, 1))
    table = torch.cat(windows)
    return table[:, :-1], table[:, -1]

# %% wrong="build_dataset" mistake="smaller integers"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        text = "." * block_size + word + "."
        for i in range(block_size, len(text)):
            X.append([stoi[c] for c in text[i - block_size : i]])
            Y.append(stoi[text[i]])
    return torch.tensor(X, dtype=torch.int32), torch.tensor(Y, dtype=torch.int32)

# %% wrong="split" mistake="split by example instead of by name"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    text = "".join(word + "." for word in shuffled)
    a, b = int(0.8 * len(text)), int(0.9 * len(text))
    return tuple([w for w in part.split(".") if w] for part in (text[:a], text[a:b], text[b:]))

# %% wrong="split" mistake="not shuffled"
def split(words, seed):
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:a], words[a:b], words[b:]

# %% wrong="split" mistake="argument changed"
def split(words, seed):
    random.Random(seed).shuffle(words)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return words[:a], words[a:b], words[b:]

# %% wrong="split" mistake="seed not used"
def split(words, seed):
    shuffled = list(words)
    random.shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="parts overlap"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:], shuffled[b:]

# %% wrong="split" mistake="some words twice, others never"
def split(words, seed):
    generator = random.Random(seed)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return generator.sample(words, a), generator.sample(words, b - a), generator.sample(words, len(words) - b)

# %% wrong="split" mistake="names that occur twice dropped"
def split(words, seed):
    shuffled = sorted(set(words))
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(shuffled)), int(0.9 * len(shuffled))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="one order for all seeds, begun at another place"
def split(words, seed):
    start = seed % len(words)
    mixed = words[::2] + words[1::2]
    mixed = mixed[start:] + mixed[:start]
    first, second = int(0.8 * len(words)), int(0.9 * len(words))
    return mixed[:first], mixed[first:second], mixed[second:]

# %% right="split"
from typing import NamedTuple

class Parts(NamedTuple):
    train: list
    dev: list
    test: list

def split(words, seed):
    order = random.Random(seed).sample(range(len(words)), len(words))
    mixed = [words[i] for i in order]
    return Parts(mixed[: int(0.8 * len(words))], mixed[int(0.8 * len(words)) : int(0.9 * len(words))], mixed[int(0.9 * len(words)) :])

# %% right="split"
def split(words, seed):
    order = torch.randperm(len(words), generator=torch.Generator().manual_seed(seed)).tolist()
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return [words[i] for i in order[:a]], [words[i] for i in order[a:b]], [words[i] for i in order[b:]]

# %% right="split"
def split(words, seed):
    shuffled = random.Random(seed).sample(words, len(words))
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return [shuffled[:a], shuffled[a:b], shuffled[b:]]

# %% right="split"
def split(words, seed):
    order = np.random.default_rng(seed).permutation(len(words))
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return tuple([words[i] for i in part] for part in np.split(order, [a, b]))

# %% wrong="predict_shapes" mistake="flattened over the batch"
embedded_shape = (32, 3, 2)
flat_shape = (96, 2)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="dimensions before positions"
embedded_shape = (32, 2, 3)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="positions lost"
embedded_shape = (32, 2)
flat_shape = (32, 2)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="bias missing"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 54 + 600 + 2700

# %% wrong="predict_shapes" mistake="a table for each position"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3 * 54 + 700 + 2727

# %% wrong="predict_shapes" mistake="embedding not counted"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 700 + 2727

# %% right="predict_shapes"
embedded_shape = [32, 3, 2]
flat_shape = [32, 6]
hidden_shape = [32, 100]
logits_shape = [32, 27]
parameters = 54 + 600 + 100 + 2700 + 27

# %% right="predict_shapes"
embedded_shape = torch.zeros(27, 2)[torch.zeros(32, 3).long()].shape
flat_shape = torch.zeros(32, 3, 2).view(32, 6).shape
hidden_shape = np.zeros((32, 100)).shape
logits_shape = (torch.zeros(32, 100) @ torch.zeros(100, 27)).shape
parameters = torch.tensor(3481)

# %% right="predict_shapes"
embedded_shape = (32, 3, 2)
flat_shape = (32, 3 * 2)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481.0

# %% wrong="init_params" mistake="order of the draws"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    W1 = torch.randn((block_size * dims, hidden), generator=g)
    b1 = torch.randn(hidden, generator=g)
    W2 = torch.randn((hidden, 27), generator=g)
    b2 = torch.randn(27, generator=g)
    C = torch.randn((27, dims), generator=g)
    return [C, W1, b1, W2, b2]

# %% wrong="init_params" mistake="a new generator for each"
def init_params(block_size, dims, hidden, seed):
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for shape in shapes]

# %% wrong="init_params" mistake="bias missing"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=g) for shape in [(27, dims), (block_size * dims, hidden), (hidden, 27)]]

# %% wrong="init_params" mistake="two calls with one seed differ"
def init_params(block_size, dims, hidden, seed):
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape) for shape in shapes]

# %% wrong="init_params" mistake="W1 for one character"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="weights transposed"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (hidden, block_size * dims), (hidden,), (27, hidden), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="uniform start"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.rand(shape, generator=g) for shape in shapes]

# %% right="init_params"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    C = torch.randn(27, dims, generator=g)
    W1 = torch.randn(block_size * dims, hidden, generator=g)
    b1 = torch.randn(hidden, generator=g)
    W2 = torch.randn(hidden, 27, generator=g)
    b2 = torch.randn(27, generator=g)
    return [C, W1, b1, W2, b2]

# %% right="init_params"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return tuple(torch.empty(shape).normal_(generator=g) for shape in shapes)

# %% right="init_params"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    params = []
    for shape in [[27, dims], [block_size * dims, hidden], [hidden], [hidden, 27], [27]]:
        params.append(torch.randn(shape, generator=g).double().requires_grad_())
    return params

# %% wrong="embed" mistake="axes mixed"
def embed(C, X):
    return C[X.T].reshape(len(X), -1)

# %% wrong="embed" mistake="axes mixed"
def embed(C, X):
    return C[X].transpose(0, 1).reshape(len(X), -1)

# %% wrong="embed" mistake="dimensions before positions"
def embed(C, X):
    return C[X].permute(0, 2, 1).reshape(len(X), -1)

# %% wrong="embed" mistake="characters summed"
def embed(C, X):
    return C[X].sum(1)

# %% wrong="embed" mistake="not flattened"
def embed(C, X):
    return C[X]

# %% wrong="embed" mistake="flattened over the batch"
def embed(C, X):
    return C[X].view(-1, C.shape[1])

# %% wrong="embed" mistake="width written in"
def embed(C, X):
    return C[X].reshape(-1, 6)

# %% wrong="embed" mistake="order of the characters reversed"
def embed(C, X):
    return C[X.flip(1)].view(len(X), -1)

# %% right="embed"
def embed(C, X):
    return torch.cat([C[X[:, k]] for k in range(X.shape[1])], dim=1)

# %% right="embed"
def embed(C, X):
    return C[X].flatten(1)

# %% right="embed"
def embed(C, X):
    encoded = torch.nn.functional.one_hot(X, len(C)).to(C.dtype)
    return (encoded @ C).reshape(X.shape[0], X.shape[1] * C.shape[1])

# %% right="embed"
def embed(C, X):
    rows = []
    for context in X.tolist():
        rows.append(torch.stack([C[i, j] for i in context for j in range(C.shape[1])]))
    return torch.stack(rows)

# %% wrong="forward" mistake="tanh missing"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return (embed(C, X) @ W1 + b1) @ W2 + b2

# %% wrong="forward" mistake="bias missing"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return torch.tanh(embed(C, X) @ W1) @ W2 + b2

# %% wrong="forward" mistake="bias missing"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return torch.tanh(embed(C, X) @ W1 + b1) @ W2

# %% wrong="forward" mistake="tanh after the last layer"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return torch.tanh(torch.tanh(embed(C, X) @ W1 + b1) @ W2 + b2)

# %% wrong="forward" mistake="probabilities returned"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return torch.softmax(torch.tanh(embed(C, X) @ W1 + b1) @ W2 + b2, dim=1)

# %% wrong="forward" mistake="bias outside the tanh"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return (torch.tanh(embed(C, X) @ W1) + b1) @ W2 + b2

# %% wrong="forward" mistake="relu for tanh"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return torch.relu(embed(C, X) @ W1 + b1) @ W2 + b2

# %% right="forward"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = F.linear(F.embedding(X, C).flatten(1), W1.T, b1).tanh()
    return F.linear(hidden, W2.T, b2)

# %% right="forward"
def forward(params, X):
    C, W1, b1, W2, b2 = [p.double() for p in params]
    dims = C.shape[1]
    pre = b1.repeat(len(X), 1)
    for k in range(X.shape[1]):
        pre = pre + C[X[:, k]] @ W1[k * dims : (k + 1) * dims]
    return torch.addmm(b2, torch.tanh(pre), W2)

# %% right="forward"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    e = C[X].reshape(len(X), -1)
    z = torch.einsum("ni,ih->nh", e, W1) + b1
    h = 2 * torch.sigmoid(2 * z) - 1
    return torch.einsum("nh,hk->nk", h, W2) + b2

# %% wrong="cross_entropy" mistake="cross-entropy of probabilities"
def cross_entropy(logits, Y):
    return F.cross_entropy(torch.softmax(logits, dim=1), Y)

# %% wrong="cross_entropy" mistake="overflow"
def cross_entropy(logits, Y):
    rows = torch.arange(len(Y))
    return (logits.exp().sum(1).log() - logits[rows, Y]).mean()

# %% wrong="cross_entropy" mistake="log of a rounded zero"
def cross_entropy(logits, Y):
    probs = torch.softmax(logits, dim=1)
    return -probs[torch.arange(len(Y)), Y].log().mean()

# %% wrong="cross_entropy" mistake="one maximum for all rows"
def cross_entropy(logits, Y):
    shifted = logits - logits.max()
    rows = torch.arange(len(Y))
    return (shifted.exp().sum(1).log() - shifted[rows, Y]).mean()

# %% wrong="cross_entropy" mistake="sum for mean"
def cross_entropy(logits, Y):
    return F.cross_entropy(logits, Y, reduction="sum")

# %% wrong="cross_entropy" mistake="sign"
def cross_entropy(logits, Y):
    return -F.cross_entropy(logits, Y)

# %% wrong="cross_entropy" mistake="all columns averaged"
def cross_entropy(logits, Y):
    return -torch.log_softmax(logits, 1)[:, Y].mean()

# %% wrong="cross_entropy" mistake="softmax over dim 0"
def cross_entropy(logits, Y):
    return -torch.log_softmax(logits, 0)[torch.arange(len(Y)), Y].mean()

# %% wrong="cross_entropy" mistake="largest logit for the sum"
def cross_entropy(logits, Y):
    return (logits.max(1).values - logits[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="argument changed"
def cross_entropy(logits, Y):
    logits -= logits.max(1, keepdim=True).values
    return (logits.exp().sum(1).log() - logits[torch.arange(len(Y)), Y]).mean()

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    return F.cross_entropy(logits.double(), Y)

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    return -torch.log_softmax(logits, dim=1).gather(1, Y[:, None]).mean()

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    total = 0.0
    for row, y in zip(logits, Y):
        top = row.max()
        total = total + top + (row - top).exp().sum().log() - row[y]
    return total / len(Y)

# %% wrong="train" mistake="gradient not reset"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="sign"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data += lr * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="the same batch at every step"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.randint(0, len(X), (batch,), generator=generator)
    losses = []
    for _ in range(steps):
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="the same batch at every step"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone().requires_grad_() for p in params]
    losses = []
    for _ in range(steps):
        generator = torch.Generator().manual_seed(seed)
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="all examples for the batch"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone().requires_grad_() for p in params]
    losses = []
    for _ in range(steps):
        loss = cross_entropy(forward(params, X), Y)
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="argument changed"
def train(params, X, Y, steps, batch, lr, seed):
    for p in params:
        p.requires_grad_()
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="embedding not trained"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, slope in zip(params[1:], torch.autograd.grad(loss, params[1:])):
            p.data -= lr * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="params without requires_grad"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
            p.grad = None
        losses.append(loss.item())
    return params, losses

# %% wrong="train" mistake="lr 0.1"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data -= 0.1 * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="the rate shrinks"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator, losses = torch.Generator().manual_seed(seed), []
    for step in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, gradient in zip(params, torch.autograd.grad(loss, params)):
            p.data -= (lr if step < 60 else 0.1 * lr) * gradient
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% right="train"
def train(params, X, Y, steps, batch, lr, seed):
    params = [torch.nn.Parameter(p.clone()) for p in params]
    optimizer = torch.optim.SGD(params, lr=lr)
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(len(X), (batch,), generator=generator)
        loss = F.cross_entropy(forward(params, X[chosen]), Y[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return params, losses

# %% right="train"
def train(params, X, Y, steps, batch, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        params = [p.detach().clone().requires_grad_() for p in params]
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        slopes = torch.autograd.grad(loss, params)
        params = [p - lr * slope for p, slope in zip(params, slopes)]
        losses.append(float(loss.detach()))
    return tuple(params), losses

# %% right="train"
def train(params, X, Y, steps, batch, lr, seed):
    C, W1, b1, W2, b2 = [p.double() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = torch.zeros(steps)
    for k in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        x, y = X[chosen], Y[chosen]
        e = C[x].flatten(1)
        h = torch.tanh(e @ W1 + b1)
        log_probs = torch.log_softmax(h @ W2 + b2, 1)
        losses[k] = -log_probs[torch.arange(batch), y].mean()
        d = (log_probs.exp() - F.one_hot(y, 27)) / batch
        dz = (d @ W2.T) * (1 - h**2)
        dC = torch.zeros_like(C).index_add(0, x.flatten(), (dz @ W1.T).view(-1, C.shape[1]))
        C, W1, b1 = C - lr * dC, W1 - lr * e.T @ dz, b1 - lr * dz.sum(0)
        W2, b2 = W2 - lr * h.T @ d, b2 - lr * d.sum(0)
    return [C, W1, b1, W2, b2], losses

# %% wrong="losses_by_split" mistake="evaluation on the training split"
def losses_by_split(params, words, stoi, seed):
    train_words, dev_words, test_words = split(words, seed)
    loss = evaluate(params, *build_dataset(train_words, stoi))
    return {"train": loss, "dev": loss, "test": loss}

# %% wrong="losses_by_split" mistake="evaluation on all names"
def losses_by_split(params, words, stoi, seed):
    loss = evaluate(params, *build_dataset(words, stoi))
    return {"train": loss, "dev": loss, "test": loss}

# %% wrong="losses_by_split" mistake="split by example instead of by name"
def losses_by_split(params, words, stoi, seed):
    shuffled = [word for part in split(words, seed) for word in part]
    X, Y = build_dataset(shuffled, stoi)
    a, b = int(0.8 * len(X)), int(0.9 * len(X))
    return {
        "train": evaluate(params, X[:a], Y[:a]),
        "dev": evaluate(params, X[a:b], Y[a:b]),
        "test": evaluate(params, X[b:], Y[b:]),
    }

# %% wrong="losses_by_split" mistake="split by example instead of by name"
def losses_by_split(params, words, stoi, seed):
    X, Y = build_dataset(words, stoi)
    order = torch.randperm(len(X), generator=torch.Generator().manual_seed(seed))
    X, Y = X[order], Y[order]
    a, b = int(0.8 * len(X)), int(0.9 * len(X))
    return {
        "train": evaluate(params, X[:a], Y[:a]),
        "dev": evaluate(params, X[a:b], Y[a:b]),
        "test": evaluate(params, X[b:], Y[b:]),
    }

# %% wrong="losses_by_split" mistake="dev and test exchanged"
def losses_by_split(params, words, stoi, seed):
    names = ("train", "test", "dev")
    return {n: evaluate(params, *build_dataset(part, stoi)) for n, part in zip(names, split(words, seed))}

# %% wrong="losses_by_split" mistake="mean of the names' means"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        each = [evaluate(params, *build_dataset([word], stoi)) for word in part]
        result[name] = sum(each) / len(each)
    return result

# %% wrong="losses_by_split" mistake="sum for mean"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y) * len(X)
    return result

# %% wrong="losses_by_split" mistake="codes from the alphabet"
def losses_by_split(params, words, stoi, seed):
    alphabet = {letter: i for i, letter in enumerate(".abcdefghijklmnopqrstuvwxyz")}
    parts = zip(("train", "dev", "test"), split(words, seed))
    return {name: evaluate(params, *build_dataset(part, alphabet)) for name, part in parts}

# %% right="losses_by_split"
from collections import OrderedDict

def losses_by_split(params, words, stoi, seed):
    report = OrderedDict()
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        report[name] = evaluate(params, *build_dataset(part, stoi))
    return report

# %% right="losses_by_split"
def losses_by_split(params, words, stoi, seed):
    parts = dict(zip(("train", "dev", "test"), split(words, seed)))
    return {name: cross_entropy(forward(params, X), Y) for name, (X, Y) in
            ((name, build_dataset(part, stoi)) for name, part in parts.items())}

# %% right="losses_by_split"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(["test", "dev", "train"], reversed(split(words, seed))):
        X, Y = build_dataset(part, stoi)
        with torch.no_grad():
            result[name] = F.cross_entropy(forward(params, X).double(), Y).item()
    return result

# %% right="losses_by_split"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        total, count = 0.0, 0
        for word in part:
            X, Y = build_dataset([word], stoi)
            total += float(cross_entropy(forward(params, X), Y)) * len(Y)
            count += len(Y)
        result[name] = total / count
    return result

# %% wrong="build_dataset" mistake="lists returned"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return X, Y

# %% wrong="build_dataset" mistake="arrays returned"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return np.array(X), np.array(Y)

# %% wrong="build_dataset" mistake="no return"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="return inside the loop"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
        return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="return inside the inner loop"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
            return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="float numbers for codes"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X).float(), torch.tensor(Y)

# %% wrong="build_dataset" mistake="float numbers for codes"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.Tensor(X), torch.Tensor(Y)

# %% wrong="build_dataset" mistake="smaller integers"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X, dtype=torch.uint8), torch.tensor(Y, dtype=torch.uint8)

# %% wrong="build_dataset" mistake="smaller integers"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X, dtype=torch.int16), torch.tensor(Y)

# %% wrong="build_dataset" mistake="window never moved"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="last word only"
def build_dataset(words, stoi, block_size=3):
    for word in words:
        X, Y = [], []
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="target one place late"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for k, c in enumerate(word + "."):
            X.append(context)
            Y.append(stoi[(word + "..")[k + 1]])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="the last character of the window as target"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(context[-1])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="block size fixed at 3"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[-2:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="windows of an earlier call kept"
def build_dataset(words, stoi, block_size=3, X=[], Y=[]):
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="windows in another order"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in sorted(words):
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="codes from the alphabet"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(".abcdefghijklmnopqrstuvwxyz".index(c))
            context = context[1:] + [".abcdefghijklmnopqrstuvwxyz".index(c)]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="argument changed"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for i in range(len(words)):
        words[i] = words[i] + "."
    for word in words:
        context = [0] * block_size
        for c in word:
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="target inside the context"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context[1:] + [stoi[c]])
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="default block size is not 3"
def build_dataset(words, stoi, block_size=8):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    def windows(word):
        codes = [0] * block_size + [stoi[c] for c in word + "."]
        return [codes[i : i + block_size + 1] for i in range(len(word) + 1)]

    table = np.array([row for word in words for row in windows(word)], dtype=np.int64)
    return torch.from_numpy(table[:, :-1].copy()), torch.from_numpy(table[:, -1].copy())

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    from collections import deque

    X, Y = [], []
    for word in words:
        window = deque([0] * block_size, maxlen=block_size)
        for c in word + ".":
            X.append(torch.tensor(list(window)))
            Y.append(stoi[c])
            window.append(stoi[c])
    return torch.stack(X), torch.LongTensor(Y)

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    n = sum(len(word) + 1 for word in words)
    X = torch.zeros(n, block_size, dtype=torch.long)
    Y = torch.zeros(n, dtype=torch.long)
    k = 0
    for word in words:
        codes = [stoi[c] for c in word + "."]
        for i, code in enumerate(codes):
            for back in range(1, block_size + 1):
                if i - back >= 0:
                    X[k, block_size - back] = codes[i - back]
            Y[k] = code
            k += 1
    return X, Y

# %% wrong="split" mistake="no return"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    _ = shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="cut in other places"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = round(0.8 * len(words)), round(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="cut in other places"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = -int(-0.8 * len(words) // 1), -int(-0.9 * len(words) // 1)
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="parts in another order"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[b:], shuffled[a:b]

# %% wrong="split" mistake="80 and 20 only"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:], []

# %% wrong="split" mistake="the seed changes nothing"
def split(words, seed):
    shuffled = list(words)
    random.Random(42).shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="seed not used"
def split(words, seed):
    shuffled = list(words)
    random.Random().shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="parts counted from the front"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a = int(0.8 * len(words))
    b = a + int(0.1 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="cut before the shuffle"
def split(words, seed):
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    parts = [words[:a], words[a:b], words[b:]]
    for part in parts:
        random.Random(seed).shuffle(part)
    return parts

# %% wrong="split" mistake="turned or sorted, not shuffled"
def split(words, seed):
    shuffled = list(words)
    k = seed % 7 + 3
    shuffled = shuffled[k:] + shuffled[:k]
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="turned or sorted, not shuffled"
def split(words, seed):
    shuffled = list(words)
    shuffled.sort(reverse=True)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="sizes written in"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = 32, 36
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="letters for words"
def split(words, seed):
    shuffled = list("".join(words))
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(shuffled)), int(0.9 * len(shuffled))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="something else than words"
def split(words, seed):
    shuffled = list(range(len(words)))
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="some words twice, others never"
def split(words, seed):
    generator = random.Random(seed)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return tuple(generator.choices(words, k=k) for k in (a, b - a, len(words) - b))

# %% wrong="split" mistake="one part only"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a]

# %% wrong="split" mistake="shuffle gives None"
def split(words, seed):
    shuffled = random.Random(seed).shuffle(list(words))
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% wrong="split" mistake="fifths for tenths"
def split(words, seed):
    shuffled = list(words)
    random.Random(seed).shuffle(shuffled)
    a, b = int(0.6 * len(words)), int(0.8 * len(words))
    return shuffled[:a], shuffled[a:b], shuffled[b:]

# %% right="split"
def split(words, seed):
    random.seed(seed)
    copy = words[:]
    random.shuffle(copy)
    n = len(copy)
    return copy[: n * 8 // 10], copy[n * 8 // 10 : n * 9 // 10], copy[n * 9 // 10 :]

# %% right="split"
def split(words, seed):
    rng = np.random.RandomState(seed)
    keys = rng.rand(len(words))
    mixed = [word for _, word in sorted(zip(keys, words))]
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    train, dev, test = [], [], []
    for i, word in enumerate(mixed):
        (train if i < a else dev if i < b else test).append(word)
    return train, dev, test

# %% wrong="predict_shapes" mistake="row length left out"
embedded_shape = (32, 3)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="table for rows"
embedded_shape = (32, 27, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="table for rows"
embedded_shape = (27, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="characters counted, not their numbers"
embedded_shape = (32, 3, 2)
flat_shape = (32, 3)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="not flattened"
embedded_shape = (32, 3, 2)
flat_shape = (32, 3, 2)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="the shape of W1 for that of h"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (6, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="columns for examples"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (100, 32)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="one example for the batch"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (100,)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="the shape of W2 for that of the logits"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (100, 27)
parameters = 3481

# %% wrong="predict_shapes" mistake="one number an example"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 1)
parameters = 3481

# %% wrong="predict_shapes" mistake="columns for examples"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (27, 32)
parameters = 3481

# %% wrong="predict_shapes" mistake="bias missing"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3454

# %% wrong="predict_shapes" mistake="only the weights of the two layers counted"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 6 * 100 + 100 * 27

# %% wrong="predict_shapes" mistake="the batch counted"
embedded_shape = (32, 3, 2)
flat_shape = (32, 6)
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481 * 32

# %% right="predict_shapes"
embedded_shape = np.array([32, 3, 2])
flat_shape = torch.tensor([32, 6])
hidden_shape = (32, 100)
logits_shape = (32, 27)
parameters = 3481

# %% wrong="init_params" mistake="no return"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    params = [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="biases not drawn"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(s, generator=g) if len(s) == 2 else torch.zeros(s) for s in shapes]

# %% wrong="init_params" mistake="scaled"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [0.1 * torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="sizes written in"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (6, 100), (100,), (100, 27), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="biases as rows or columns"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (1, hidden), (hidden, 27), (1, 27)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="seed fixed"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(2147483647)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="order of the draws"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    C = torch.randn((27, dims), generator=g)
    W1 = torch.randn((block_size * dims, hidden), generator=g)
    W2 = torch.randn((hidden, 27), generator=g)
    b1 = torch.randn(hidden, generator=g)
    b2 = torch.randn(27, generator=g)
    return [C, W1, b1, W2, b2]

# %% wrong="init_params" mistake="order of the list"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    C, W1, b1, W2, b2 = [torch.randn(shape, generator=g) for shape in shapes]
    return [C, W1, W2, b1, b2]

# %% wrong="init_params" mistake="arrays returned"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g).numpy() for shape in shapes]

# %% wrong="init_params" mistake="return inside the loop, or one tensor alone"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    for shape in [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]:
        return [torch.randn(shape, generator=g)]

# %% wrong="init_params" mistake="scaled"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    C, W1, b1, W2, b2 = [torch.randn(shape, generator=g) for shape in shapes]
    return [C, W1 / (block_size * dims) ** 0.5, b1, W2, b2]

# %% wrong="init_params" mistake="numpy draws"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.tensor(np.random.default_rng(seed).normal(size=shape)) for shape in shapes]

# %% wrong="init_params" mistake="embedding not flattened"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size, dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% right="init_params"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.nn.Parameter(torch.randn(shape, generator=g)) for shape in shapes]

# %% right="init_params"
def init_params(block_size, dims, hidden, seed):
    torch.manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape) for shape in shapes]

# %% wrong="embed" mistake="no return"
def embed(C, X):
    emb = C[X]
    emb.reshape(len(X), -1)

# %% wrong="embed" mistake="list returned"
def embed(C, X):
    emb = C[X]
    return emb.reshape(len(X), -1).tolist()

# %% wrong="embed" mistake="array returned"
def embed(C, X):
    emb = C[X]
    return emb.reshape(len(X), -1).detach().numpy()

# %% wrong="embed" mistake="gradient cut"
def embed(C, X):
    emb = C[X]
    return emb.detach().reshape(len(X), -1)

# %% wrong="embed" mistake="gradient cut"
def embed(C, X):
    emb = C[X]
    return torch.tensor(emb.reshape(len(X), -1).tolist())

# %% wrong="embed" mistake="gradient cut"
def embed(C, X):
    with torch.no_grad():
        emb = C[X]
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="gradient cut"
def embed(C, X):
    return torch.from_numpy(C.detach().numpy()[X.numpy()].reshape(len(X), -1))

# %% wrong="embed" mistake="gradient cut"
def embed(C, X):
    emb = C.data[X]
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="gradient cut"
def embed(C, X):
    out = []
    for context in X:
        row = []
        for i in context:
            row += [value.item() for value in C[i]]
        out.append(row)
    return torch.tensor(out)

# %% wrong="embed" mistake="flattened altogether"
def embed(C, X):
    emb = C[X]
    return emb.flatten()

# %% wrong="embed" mistake="dimension of size 1 lost"
def embed(C, X):
    emb = C[X]
    return emb.reshape(len(X), -1).squeeze()

# %% wrong="embed" mistake="last character only"
def embed(C, X):
    emb = C[X[:, -1]]
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="characters averaged"
def embed(C, X):
    emb = C[X]
    return emb.mean(dim=1)

# %% wrong="embed" mistake="one-hot rows left as they are"
def embed(C, X):
    emb = F.one_hot(X, len(C)).float()
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="classes left to one_hot"
def embed(C, X):
    emb = F.one_hot(X).float() @ C
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="first example only"
def embed(C, X):
    for context in X:
        return torch.cat([C[i] for i in context])[None]

# %% wrong="embed" mistake="order of the characters reversed"
def embed(C, X):
    emb = C[X.flip(dims=(1,))]
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="argument changed"
def embed(C, X):
    X += 0 * X
    C *= 1.5
    emb = C[X] / 1.5
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="integer one-hot"
def embed(C, X):
    emb = F.one_hot(X, len(C)) @ C
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="rounded"
def embed(C, X):
    emb = C[X].round(decimals=1)
    return emb.reshape(len(X), -1)

# %% wrong="embed" mistake="width written in"
def embed(C, X):
    return torch.cat([C[X[:, 0]], C[X[:, 1]]], dim=1)

# %% wrong="embed" mistake="transposed"
def embed(C, X):
    emb = C[X]
    return emb.reshape(len(X), -1).T

# %% right="embed"
def embed(C, X):
    return F.one_hot(X, num_classes=C.shape[0]).float().matmul(C).view(X.shape[0], -1)

# %% right="embed"
def embed(C, X):
    return torch.index_select(C, 0, X.reshape(-1)).reshape(X.size(0), -1)

# %% right="embed"
def embed(C, X):
    return F.embedding(X, C).flatten(start_dim=1)

# %% wrong="forward" mistake="no return"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    hidden @ W2 + b2

# %% wrong="forward" mistake="bias missing"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1)
    return hidden @ W2

# %% wrong="forward" mistake="sigmoid for tanh"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.sigmoid(embed(C, X) @ W1 + b1)
    return hidden @ W2 + b2

# %% wrong="forward" mistake="hidden layer returned"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return hidden

# %% wrong="forward" mistake="log-probabilities returned"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return torch.log_softmax(hidden @ W2 + b2, dim=1)

# %% wrong="forward" mistake="gradient cut"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return (hidden @ W2 + b2).detach()

# %% wrong="forward" mistake="gradient cut"
def forward(params, X):
    C, W1, b1, W2, b2 = [p.detach() for p in params]
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return hidden @ W2 + b2

# %% wrong="forward" mistake="gradient cut"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X).detach() @ W1 + b1)
    return hidden @ W2 + b2

# %% wrong="forward" mistake="gradient cut"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tensor(np.tanh((embed(C, X) @ W1 + b1).numpy()))
    return hidden @ W2 + b2

# %% wrong="forward" mistake="gradient cut"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.from_numpy(np.tanh((embed(C, X) @ W1 + b1).detach().numpy()))
    return hidden @ W2 + b2

# %% wrong="forward" mistake="gradient cut"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    with torch.no_grad():
        hidden = torch.tanh(embed(C, X) @ W1 + b1)
        return hidden @ W2 + b2

# %% wrong="forward" mistake="array returned"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return (hidden @ W2 + b2).detach().numpy()

# %% wrong="forward" mistake="list returned"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return (hidden @ W2 + b2).tolist()

# %% wrong="forward" mistake="dimension of size 1 lost"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return (hidden @ W2 + b2).squeeze()

# %% wrong="forward" mistake="argument changed"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    W1 *= 2
    W1 /= 4
    W1 += W1
    b1 += 0.1
    b1 -= 0.2
    hidden = torch.tanh(embed(C, X) @ W1 + b1 + 0.1)
    return hidden @ W2 + b2

# %% wrong="forward" mistake="clamped, not bent"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = (embed(C, X) @ W1 + b1).clamp(-1, 1)
    return hidden @ W2 + b2

# %% wrong="forward" mistake="b1 subtracted"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 - b1)
    return hidden @ W2 + b2

# %% wrong="forward" mistake="tanh twice"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(torch.tanh(embed(C, X)) @ W1 + b1)
    return hidden @ W2 + b2

# %% wrong="forward" mistake="tanh of the embedding only"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X)) @ W1 + b1
    return hidden @ W2 + b2

# %% wrong="forward" mistake="characters not looked up"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    return torch.tanh(X.float() @ W1 + b1) @ W2 + b2

# %% wrong="forward" mistake="characters not looked up"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(X @ W1 + b1)
    return hidden @ W2 + b2

# %% right="forward"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    z = embed(C, X).matmul(W1).add(b1)
    h = (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))
    return torch.matmul(h, W2).add(b2)

# %% right="forward"
def forward(params, X):
    e = params[0][X].flatten(1)
    rows = [torch.tanh(row @ params[1] + params[2]) @ params[3] + params[4] for row in e]
    return torch.stack(rows)

# %% wrong="cross_entropy" mistake="no return"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="gradient cut"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean().item()

# %% wrong="cross_entropy" mistake="gradient cut"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean().detach()

# %% wrong="cross_entropy" mistake="gradient cut"
def cross_entropy(logits, Y):
    total = 0.0
    for row, y in zip(logits, Y):
        top = row.max()
        total += float(top + (row - top).exp().sum().log() - row[y])
    return total / len(Y)

# %% wrong="cross_entropy" mistake="gradient cut"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return torch.tensor((log_sums - shifted[torch.arange(len(Y)), Y]).mean().item())

# %% wrong="cross_entropy" mistake="gradient cut"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log().detach()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="mean left out"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y])

# %% wrong="cross_entropy" mistake="largest logit not added back"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - logits[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="logarithm to base 2"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log2()
    return (log_sums - shifted[torch.arange(len(Y)), Y] / 0.6931472).mean()

# %% wrong="cross_entropy" mistake="clamped"
def cross_entropy(logits, Y):
    shifted = logits.clamp(-50, 50)
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="clamped"
def cross_entropy(logits, Y):
    shifted = torch.clamp(logits, max=80)
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="a small number added before the logarithm"
def cross_entropy(logits, Y):
    probs = torch.softmax(logits, dim=1)
    return -(probs[torch.arange(len(Y)), Y] + 1e-9).log().mean()

# %% wrong="cross_entropy" mistake="a small number added before the logarithm"
def cross_entropy(logits, Y):
    probs = torch.softmax(logits, dim=1).clamp(min=1e-12)
    return -probs[torch.arange(len(Y)), Y].log().mean()

# %% wrong="cross_entropy" mistake="first maximum not kept as a column"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="values forgotten"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True)
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="one maximum for all rows"
def cross_entropy(logits, Y):
    shifted = logits - logits.max()
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="overflow"
def cross_entropy(logits, Y):
    shifted = logits - logits.mean(dim=1, keepdim=True)
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="maximum over dim 0"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=0, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="return inside the loop"
def cross_entropy(logits, Y):
    for row, y in zip(logits, Y):
        return torch.logsumexp(row, 0) - row[y]

# %% wrong="cross_entropy" mistake="likelihoods averaged before the logarithm"
def cross_entropy(logits, Y):
    return -torch.softmax(logits, dim=1)[torch.arange(len(Y)), Y].mean().log()

# %% wrong="cross_entropy" mistake="mean over classes as well"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).sum() / logits.numel()

# %% wrong="cross_entropy" mistake="divided by n - 1"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).sum() / max(len(Y) - 1, 1)

# %% wrong="cross_entropy" mistake="rounded"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean().round(decimals=2)

# %% wrong="cross_entropy" mistake="argument changed"
def cross_entropy(logits, Y):
    logits[logits < -900] = -900
    logits.sub_(1)
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="whole rows indexed"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[Y]).mean()

# %% wrong="cross_entropy" mistake="whole rows indexed"
def cross_entropy(logits, Y):
    log_probs = logits - logits.logsumexp(dim=1, keepdim=True)
    return -log_probs[Y].mean()

# %% wrong="cross_entropy" mistake="row and target exchanged"
def cross_entropy(logits, Y):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sums = shifted.exp().sum(dim=1).log()
    return (log_sums - shifted[Y, torch.arange(len(Y))]).mean()

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    onehot = F.one_hot(Y, logits.shape[1]).to(logits.dtype)
    return (torch.logsumexp(logits, dim=1) - (onehot * logits).sum(dim=1)).mean()

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    m, _ = logits.max(1, keepdim=True)
    log_sum = m + (logits - m).exp().sum(1, keepdim=True).log()
    return (log_sum - logits.gather(1, Y.view(-1, 1))).mean()

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    return torch.nn.CrossEntropyLoss()(logits, Y)

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    return F.nll_loss(F.log_softmax(logits, dim=1), Y)

# %% wrong="train" mistake="no return"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    _ = [p.detach() for p in params], losses

# %% wrong="train" mistake="last loss only"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
        return [p.detach() for p in params], losses

# %% wrong="train" mistake="no slope to clear"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad.zero_()
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="no gradient"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        loss.backward()
        for p in params:
            p.grad = None
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="no gradient"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        params = [p - lr * p.grad for p in params]
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="update recorded in the graph"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="params never moved"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p = p - lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="sum for mean"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = batch * cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="loss after the update"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(cross_entropy(forward(params, X[chosen]), Y[chosen]).item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="batch drawn without repeats"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randperm(len(X), generator=generator)[:batch]
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="biases not trained"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            if p.dim() == 2:
                p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="output layer only trained"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params[3:]:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="last loss only"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses = [loss.item()]
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="a loss after the last step too"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    losses.append(float(cross_entropy(forward(params, X), Y)))
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="the params of the start returned"
def train(params, X, Y, steps, batch, lr, seed):
    begin = params
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.clone() for p in begin], losses

# %% wrong="train" mistake="last update missing"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for k in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        losses.append(loss.item())
        if k == steps - 1:
            break
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * slope
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="graph used twice"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    chosen = torch.randint(0, len(X), (batch,), generator=generator)
    loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
    losses = []
    for _ in range(steps):
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="early stop"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
        if loss < 4.5:
            break
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="losses of an earlier call kept"
KEPT = []


def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = KEPT
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="places and targets drawn apart"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[torch.randint(0, len(X), (batch,), generator=generator)])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="batch fixed at 32"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (32,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="seed fixed"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(1)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="gradient clipped"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad.clamp(-0.01, 0.01)
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="sign of the gradient for the gradient"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad.sign()
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="order of the params"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return [p.detach() for p in params[::-1]], losses

# %% wrong="train" mistake="losses first"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            p.grad = None
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
        losses.append(loss.item())
    return losses, [p.detach() for p in params]

# %% wrong="train" mistake="params are no list of five"
def train(params, X, Y, steps, batch, lr, seed):
    params = (p.detach().clone().requires_grad_() for p in params)
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        loss.backward()
        for p in params:
            p.data -= lr * p.grad
            p.grad = None
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="params are no list of five"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params if p.ndim == 2]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, slope in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * slope
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% right="train"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone() for p in params]
    for p in params:
        p.requires_grad = True
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(high=len(X), size=(batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        loss.backward()
        with torch.no_grad():
            for p in params:
                p -= lr * p.grad
                p.grad.zero_()
        losses.append(float(loss.detach()))
    return params, losses

# %% wrong="losses_by_split" mistake="no return"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    result

# %% wrong="losses_by_split" mistake="return inside the loop"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
        return result

# %% wrong="losses_by_split" mistake="losses without names"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    return tuple(result.values())

# %% wrong="losses_by_split" mistake="the same for every seed"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, 42)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="train and test exchanged"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("test", "dev", "train"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="sign"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = -evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="rounded"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = round(evaluate(params, X, Y), 1)
    return result

# %% wrong="losses_by_split" mistake="other keys"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("training", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="first example only"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part[:1], stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="sum over the windows of a name"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y) * len(X) / len(part)
    return result

# %% wrong="losses_by_split" mistake="evaluation on the training split"
def losses_by_split(params, words, stoi, seed):
    result = {}
    train_words = split(words, seed)[0]
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(train_words, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="evaluation on all names"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(words, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="split more than once"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), (split(words, seed)[0], split(words, seed + 1)[1], split(words, seed + 2)[2])):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="likelihood for loss"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = float(np.exp(-evaluate(params, X, Y)))
    return result

# %% wrong="losses_by_split" mistake="dev missing"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "test"), split(words, seed)):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% wrong="losses_by_split" mistake="the same for every seed"
def losses_by_split(params, words, stoi, seed):
    result = {}
    for name, part in zip(("train", "dev", "test"), (words[: int(0.8 * len(words))], words[int(0.8 * len(words)) : int(0.9 * len(words))], words[int(0.9 * len(words)) :])):
        X, Y = build_dataset(part, stoi)
        result[name] = evaluate(params, X, Y)
    return result

# %% right="losses_by_split"
def losses_by_split(params, words, stoi, seed):
    train_words, dev_words, test_words = split(words, seed)

    def measure(part):
        return evaluate(params, *build_dataset(part, stoi, 3))

    return {"train": measure(train_words), "dev": measure(dev_words), "test": measure(test_words)}

# %% right="losses_by_split"
def losses_by_split(params, words, stoi, seed):
    parts = split(list(words), seed)
    sets = [build_dataset(part, stoi) for part in parts]
    return dict(zip(["train", "dev", "test"], [evaluate(params, X, Y) for X, Y in sets]))

# %% wrong="calm_start" mistake="no return"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    _ = [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="square root missing"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0]
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="units for inputs"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[1] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="gain missing"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 1 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="gain upside down"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 3 / 5 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="W1 unchanged"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1.clone(), torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="W1 times 0.01"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * 0.01, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="number of inputs written in"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / 30**0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="inputs counted from C"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / C.shape[1] ** 0.5 * 2**0.5 / 2**0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="square root in the wrong place"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = (5 / 3 / W1.shape[0]) ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="divided by the gain's root only"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="bias unchanged"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, b1.clone(), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="bias made small"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, b1 * 0.01, W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="bias unchanged"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, b2.clone()]

# %% wrong="calm_start" mistake="bias made small"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, b2 * 0.01]

# %% wrong="calm_start" mistake="W2 all zero"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), torch.zeros_like(W2), torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="W2 times 0.1"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.1, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="W2 unchanged"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2.clone(), torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="W2 scaled like W1"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 5 / 3 / W2.shape[0] ** 0.5, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="C scaled as well"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C * 0.01, W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="bias as a number"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, 0, W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="biases left out"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, W2 * 0.01]

# %% wrong="calm_start" mistake="argument changed"
def calm_start(params):
    params[1] *= 5 / 3 / params[1].shape[0] ** 0.5
    params[2] *= 0
    params[3] *= 0.01
    params[4] *= 0
    return params

# %% wrong="calm_start" mistake="argument changed"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    b1.zero_()
    b2.zero_()
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="ones for zeros"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.ones_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="order of the list"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 / W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, W2 * 0.01, torch.zeros_like(b1), torch.zeros_like(b2)]

# %% wrong="calm_start" mistake="multiplied by the square root"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    gain = 5 / 3 * W1.shape[0] ** 0.5
    return [C.clone(), W1 * gain, torch.zeros_like(b1), W2 * 0.01, torch.zeros_like(b2)]

# %% right="calm_start"
def calm_start(params):
    calm = [p.detach().clone() for p in params]
    calm[1] /= np.sqrt(len(calm[1])) * 3 / 5
    calm[2].zero_()
    calm[3] /= 100
    calm[4] -= calm[4]
    return calm

# %% right="calm_start"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    inputs, hidden = W1.shape
    return (C, W1.double() * (torch.nn.init.calculate_gain("tanh") / inputs**0.5), torch.zeros(hidden), 0.01 * W2, 0 * b2)

# %% right="calm_start"
def calm_start(params):
    factors = (1, (5 / 3) / len(params[1]) ** 0.5, 0, 0.01, 0)
    return [p * factor for p, factor in zip(params, factors)]

# %% wrong="build_dataset" mistake="padding missing"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        text = "." + word + "."
        for i in range(len(text) - block_size):
            X.append([stoi[c] for c in text[i : i + block_size]])
            Y.append(stoi[text[i + block_size]])
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="targets as a column"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append([stoi[c]])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="transposed"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X).T, torch.tensor(Y)

# %% wrong="build_dataset" mistake="context carried over between names"
def build_dataset(words, stoi, block_size=3):
    codes = [0] * block_size + [stoi[c] for c in ".".join(words) + "."]
    X = [codes[i : i + block_size] for i in range(len(codes) - block_size)]
    return torch.tensor(X), torch.tensor(codes[block_size:])

# %% wrong="build_dataset" mistake="window never moved"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            X.append(context[:block_size])
            Y.append(stoi[c])
            context = context + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="one table for both"
def build_dataset(words, stoi, block_size=3):
    rows = []
    for word in words:
        codes = [0] * block_size + [stoi[c] for c in word + "."]
        rows += [codes[i : i + block_size + 1] for i in range(len(word) + 1)]
    return torch.tensor(rows)

# %% wrong="build_dataset" mistake="a word that occurs twice taken once"
def build_dataset(words, stoi, block_size=3):
    X, Y = [], []
    for word in dict.fromkeys(words):
        context = [0] * block_size
        for c in word + ".":
            X.append(context)
            Y.append(stoi[c])
            context = context[1:] + [stoi[c]]
    return torch.tensor(X), torch.tensor(Y)

# %% wrong="build_dataset" mistake="equal windows kept once"
def build_dataset(words, stoi, block_size=3):
    seen = {}
    for word in words:
        context = [0] * block_size
        for c in word + ".":
            seen[tuple(context)] = stoi[c]
            context = context[1:] + [stoi[c]]
    return torch.tensor(list(seen)), torch.tensor(list(seen.values()))

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    texts = ["." * block_size + word for word in words]
    X = [[stoi[c] for c in text[i - block_size : i]] for text in texts for i in range(block_size, len(text) + 1)]
    Y = [stoi[c] for word in words for c in word + "."]
    return torch.as_tensor(X), torch.as_tensor(Y)

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    def walk(context, rest):
        if not rest:
            return [(context, stoi["."])]
        code = stoi[rest[0]]
        return [(context, code)] + walk(context[1:] + (code,), rest[1:])

    pairs = [pair for word in words for pair in walk((stoi["."],) * block_size, word)]
    X, Y = zip(*pairs)
    return torch.tensor(X, dtype=torch.int64), torch.tensor(Y, dtype=torch.int64)

# %% right="build_dataset"
def build_dataset(words, stoi, block_size=3):
    parts = []
    for word in words:
        codes = np.array([0] * block_size + [stoi[c] for c in word] + [0])
        parts.append(np.lib.stride_tricks.sliding_window_view(codes, block_size + 1))
    table = torch.tensor(np.concatenate(parts)).long()
    return [table[:, :block_size], table[:, block_size]]

# %% wrong="split" mistake="some words twice, others never"
def split(words, seed):
    copy = list(words)
    random.Random(seed).shuffle(copy)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return copy[:a], words[a:b], words[b:]

# %% wrong="split" mistake="some words twice, others never"
def split(words, seed):
    copy = random.Random(seed).choices(words, k=len(words))
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return copy[:a], copy[a:b], copy[b:]

# %% wrong="split" mistake="last word lost"
def split(words, seed):
    copy = list(words)
    random.Random(seed).shuffle(copy)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return copy[:a], copy[a:b], copy[b:-1]

# %% wrong="split" mistake="a word lost at each cut"
def split(words, seed):
    copy = list(words)
    random.Random(seed).shuffle(copy)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return copy[:a], copy[a + 1 : b], copy[b + 1 :]

# %% wrong="split" mistake="the seed changes nothing"
def split(words, seed):
    copy = sorted(words, key=len)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return copy[:a], copy[a:b], copy[b:]

# %% wrong="split" mistake="cut in other places"
def split(words, seed):
    train = [w for i, w in enumerate(words) if i % 10 < 8]
    dev = [w for i, w in enumerate(words) if i % 10 == 8]
    test = [w for i, w in enumerate(words) if i % 10 == 9]
    return train, dev, test

# %% wrong="split" mistake="a dictionary returned"
def split(words, seed):
    copy = list(words)
    random.Random(seed).shuffle(copy)
    a, b = int(0.8 * len(words)), int(0.9 * len(words))
    return {"train": copy[:a], "dev": copy[a:b], "test": copy[b:]}

# %% right="split"
def split(words, seed):
    generator = random.Random(seed)
    copy, mixed = list(words), []
    while copy:
        mixed.append(copy.pop(generator.randrange(len(copy))))
    a, b = int(0.8 * len(mixed)), int(0.9 * len(mixed))
    return mixed[:a], mixed[a:b], mixed[b:]

# %% right="split"
def split(words, seed):
    generator = random.Random(seed)
    mixed = sorted(words, key=lambda word: generator.random())
    n = len(mixed)
    cuts = [0, int(0.8 * n), int(0.9 * n), n]
    return tuple(mixed[i:j] for i, j in zip(cuts, cuts[1:]))

# %% right="split"
def split(words, seed):
    order = list(range(len(words)))
    random.seed(seed)
    for i in range(len(order) - 1, 0, -1):
        j = random.randint(0, i)
        order[i], order[j] = order[j], order[i]
    mixed = [words[i] for i in order]
    first, second = int(len(words) * 0.8), int(len(words) * 0.9)
    test = mixed[second:]
    del mixed[second:]
    return mixed[:first], mixed[first:], test

# %% right="predict_shapes"
batch, block, dims, hidden, classes = 32, 3, 2, 100, 27
embedded_shape = torch.Size([batch, block, dims])
flat_shape = torch.Size([batch, block * dims])
hidden_shape = torch.Size([batch, hidden])
logits_shape = torch.Size([batch, classes])
parameters = sum([classes * dims, block * dims * hidden, hidden, hidden * classes, classes])

# %% wrong="init_params" mistake="a dictionary returned"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = {"C": (27, dims), "W1": (block_size * dims, hidden), "b1": (hidden,), "W2": (hidden, 27), "b2": (27,)}
    return {name: torch.randn(shape, generator=g) for name, shape in shapes.items()}

# %% wrong="init_params" mistake="drawn in float64"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g, dtype=torch.float64) for shape in shapes]

# %% wrong="init_params" mistake="two calls with one seed differ"
def init_params(block_size, dims, hidden, seed, made={}):
    g = made.setdefault(seed, torch.Generator().manual_seed(seed))
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="26 characters"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(26, dims), (block_size * dims, hidden), (hidden,), (hidden, 26), (26,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="dims left out of W1"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (block_size, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="sizes written in"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(27, dims), (3 * dims, hidden), (hidden,), (hidden, 27), (27,)]
    return [torch.randn(shape, generator=g) for shape in shapes]

# %% wrong="init_params" mistake="a new generator for each"
def init_params(block_size, dims, hidden, seed):
    shapes = [(27, dims), (block_size * dims, hidden), (hidden,), (hidden, 27), (27,)]
    params = []
    for shape in shapes:
        torch.manual_seed(seed)
        params.append(torch.randn(shape))
    return params

# %% right="init_params"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)

    def draw(*shape):
        return torch.randn(*shape, generator=g)

    return [draw(27, dims), draw(block_size * dims, hidden), draw(hidden), draw(hidden, 27), draw(27)]

# %% right="init_params"
def init_params(block_size, dims, hidden, seed):
    g = torch.Generator().manual_seed(seed)
    C = torch.normal(0.0, 1.0, (27, dims), generator=g)
    W1 = torch.normal(0.0, 1.0, (dims * block_size, hidden), generator=g)
    b1 = torch.normal(0.0, 1.0, (hidden,), generator=g)
    W2 = torch.normal(0.0, 1.0, (hidden, 27), generator=g)
    b2 = torch.normal(0.0, 1.0, (27,), generator=g)
    return C, W1, b1, W2, b2

# %% wrong="embed" mistake="places written in"
def embed(C, X):
    return torch.cat([C[X[:, 0]], C[X[:, 1]], C[X[:, 2]]], dim=1)

# %% wrong="embed" mistake="width written in"
def embed(C, X):
    return torch.cat([C[X[:, 0]], C[X[:, 1]]], dim=1)

# %% wrong="embed" mistake="flattened over the batch"
def embed(C, X):
    return torch.cat([C[X[:, k]] for k in range(X.shape[1])], dim=0)

# %% wrong="embed" mistake="dimension of size 1 lost"
def embed(C, X):
    return torch.stack([C[row].flatten() for row in X]).squeeze()

# %% wrong="embed" mistake="width written in"
def embed(C, X):
    return C[X].view(len(X), X.shape[1] * 3)

# %% right="embed"
def embed(C, X):
    return torch.stack([C[row].flatten() for row in X])

# %% right="embed"
def embed(C, X):
    n, block = X.shape
    out = torch.zeros(n, block * C.shape[1], dtype=C.dtype)
    for k in range(block):
        out[:, k * C.shape[1] : (k + 1) * C.shape[1]] = C[X[:, k]]
    return out

# %% right="embed"
def embed(C, X):
    picked = (X[:, :, None] == torch.arange(len(C))).to(C.dtype)
    return torch.einsum("nbv,vd->nbd", picked, C).flatten(1)

# %% right="embed"
def embed(C, X):
    return torch.hstack([C[column] for column in X.unbind(1)])

# %% wrong="forward" mistake="hidden layer returned as well"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return hidden, hidden @ W2 + b2

# %% wrong="forward" mistake="relu after the last layer"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    hidden = torch.tanh(embed(C, X) @ W1 + b1)
    return torch.relu(hidden @ W2 + b2)

# %% wrong="forward" mistake="logits shifted"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    logits = torch.tanh(embed(C, X) @ W1 + b1) @ W2 + b2
    return logits - logits.max(dim=1, keepdim=True).values

# %% wrong="forward" mistake="first example only"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    for x in embed(C, X):
        return torch.tanh(x @ W1 + b1) @ W2 + b2

# %% wrong="forward" mistake="axes mixed in the embedding"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    e = C[X.T].reshape(len(X), -1)
    return torch.tanh(e @ W1 + b1) @ W2 + b2

# %% wrong="forward" mistake="sizes written in"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    e = C[X].view(-1, 6)
    return torch.tanh(e @ W1 + b1) @ W2 + b2

# %% wrong="forward" mistake="params in another order"
def forward(params, X):
    C, W1, W2, b1, b2 = params
    return torch.tanh(embed(C, X) @ W1 + b1) @ W2 + b2

# %% right="forward"
def forward(params, X):
    C, W1, b1, W2, b2 = params
    ones = torch.ones(len(X), 1, dtype=C.dtype)
    e = torch.cat([embed(C, X), ones], dim=1)
    h = torch.cat([torch.tanh(e @ torch.cat([W1, b1[None]])), ones], dim=1)
    return h @ torch.cat([W2, b2[None]])

# %% right="forward"
def forward(params, X):
    def layer(x, W, b):
        return torch.einsum("ni,ij->nj", x, W) + b

    C, *rest = params
    e = torch.nn.functional.embedding(X, C).flatten(1)
    return layer(layer(e, rest[0], rest[1]).tanh(), rest[2], rest[3])

# %% wrong="cross_entropy" mistake="every row with every other"
def cross_entropy(logits, Y):
    m = logits.max(dim=1, keepdim=True).values
    log_sums = (logits - m).exp().sum(dim=1).log()
    return (m + log_sums - logits[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="every row with every other"
def cross_entropy(logits, Y):
    m = logits.max(dim=1, keepdim=True).values
    log_sums = m + (logits - m).exp().sum(dim=1, keepdim=True).log()
    return (log_sums - logits[torch.arange(len(Y)), Y]).mean()

# %% wrong="cross_entropy" mistake="log-softmax left out"
def cross_entropy(logits, Y):
    return F.nll_loss(logits, Y)

# %% wrong="cross_entropy" mistake="perplexity returned"
def cross_entropy(logits, Y):
    return F.cross_entropy(logits, Y).exp()

# %% wrong="cross_entropy" mistake="clamped"
def cross_entropy(logits, Y):
    e = logits.exp()
    p = torch.nan_to_num(e / e.sum(1, keepdim=True), nan=1.0)
    return -p[torch.arange(len(Y)), Y].clamp(min=1e-30).log().mean()

# %% wrong="cross_entropy" mistake="mean over classes as well"
def cross_entropy(logits, Y):
    log_p = torch.log_softmax(logits, 1)
    one = F.one_hot(Y, logits.shape[1])
    return -(log_p * one).mean()

# %% wrong="cross_entropy" mistake="one entry for a number"
def cross_entropy(logits, Y):
    return F.cross_entropy(logits, Y).reshape(1)

# %% wrong="cross_entropy" mistake="largest logit for the target"
def cross_entropy(logits, Y):
    return F.cross_entropy(logits, logits.argmax(1))

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    m, _ = torch.max(logits, 1)
    log_sums = m + torch.log(torch.sum(torch.exp(logits - m.unsqueeze(1)), 1))
    return torch.mean(log_sums - logits.gather(1, Y.view(-1, 1)).squeeze(1))

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    return torch.stack([torch.logsumexp(row, 0) - row[y] for row, y in zip(logits, Y.tolist())]).mean()

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    shifted = logits - logits.amax(dim=1, keepdim=True)
    wanted = torch.einsum("nk,nk->n", shifted, F.one_hot(Y, logits.shape[1]).to(logits.dtype))
    return (shifted.exp().sum(dim=1).log() - wanted).sum() / len(Y)

# %% right="cross_entropy"
def cross_entropy(logits, Y):
    m = logits.max(dim=1, keepdim=True).values
    log_sums = m + (logits - m).exp().sum(dim=1, keepdim=True).log()
    return (log_sums - logits[torch.arange(len(Y)), Y][:, None]).mean()

# %% wrong="train" mistake="last example never drawn"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X) - 1, (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * g
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="examples in order"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    losses = []
    for k in range(steps):
        chosen = torch.arange(k * batch, (k + 1) * batch) % len(X)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * g
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="momentum"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    optimizer = torch.optim.SGD(params, lr=lr, momentum=0.9)
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="Adam for plain steps"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    optimizer = torch.optim.Adam(params, lr=lr)
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="the rate shrinks"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for k in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr / (k + 1) * g
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="params moved one after the other"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p in params:
            g = torch.autograd.grad(cross_entropy(forward(params, X[chosen]), Y[chosen]), p)[0]
            p.data -= lr * g
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="mean of all losses so far"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses, total = [], 0.0
    for k in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * g
        total += loss.item()
        losses.append(total / (k + 1))
    return [p.detach() for p in params], losses

# %% wrong="train" mistake="numpy draws"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    rng = np.random.default_rng(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.from_numpy(rng.integers(0, len(X), batch))
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * g
        losses.append(loss.item())
    return [p.detach() for p in params], losses

# %% right="train"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone() for p in params]
    for p in params:
        p.requires_grad = True
    torch.manual_seed(seed)
    losses = []
    for _ in range(steps):
        ix = torch.randint(0, X.shape[0], (batch,))
        loss = cross_entropy(forward(params, X[ix]), Y[ix])
        for p in params:
            p.grad = None
        loss.backward()
        with torch.no_grad():
            for p in params:
                p -= lr * p.grad
        losses.append(loss.item())
    return params, losses

# %% right="train"
def train(params, X, Y, steps, batch, lr, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    params = [p.clone().detach().requires_grad_(True) for p in params]
    batches = [torch.randint(len(X), size=(batch,), generator=generator) for _ in range(steps)]

    def step(ix):
        loss = F.cross_entropy(forward(params, X[ix]), Y[ix])
        loss.backward()
        for p in params:
            p.data.add_(p.grad, alpha=-lr)
            p.grad.zero_()
        return float(loss.detach())

    losses = [step(ix) for ix in batches]
    return [p.detach() for p in params], losses

# %% right="train"
def train(params, X, Y, steps, batch, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    learned = [p.detach().requires_grad_() for p in params]
    losses = []
    while len(losses) < steps:
        ix = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(learned, X[ix]), Y[ix])
        losses.append(loss.item())
        slopes = torch.autograd.grad(loss, learned)
        learned = [(p - lr * s).detach().requires_grad_() for p, s in zip(learned, slopes)]
    return [p.detach() for p in learned], losses

# %% wrong="losses_by_split" mistake="rounded"
def losses_by_split(params, words, stoi, seed):
    parts = split(words, seed)
    return {n: round(evaluate(params, *build_dataset(p, stoi)), 2) for n, p in zip(("train", "dev", "test"), parts)}

# %% wrong="losses_by_split" mistake="the same for every seed"
def losses_by_split(params, words, stoi, seed, result={}):
    for n, p in zip(("train", "dev", "test"), split(words, seed)):
        if n not in result:
            result[n] = evaluate(params, *build_dataset(p, stoi))
    return result

# %% wrong="losses_by_split" mistake="test measured on the dev names"
def losses_by_split(params, words, stoi, seed):
    train, dev, test = split(words, seed)
    a = evaluate(params, *build_dataset(train, stoi))
    b = evaluate(params, *build_dataset(dev, stoi))
    return {"train": a, "dev": b, "test": b}

# %% right="losses_by_split"
def losses_by_split(params, words, stoi, seed):
    train, dev, test = split(words, seed)

    def loss_on(part):
        X, Y = build_dataset(part, stoi, 3)
        return evaluate(params, X, Y)

    return dict(train=loss_on(train), dev=loss_on(dev), test=loss_on(test))

# %% right="losses_by_split"
def losses_by_split(params, words, stoi, seed):
    losses = []
    for part in split(words, seed):
        X, Y = build_dataset(part, stoi)
        with torch.no_grad():
            logits = forward(params, X).double()
            losses.append((logits.logsumexp(1) - logits[range(len(Y)), Y]).mean().item())
    return dict(zip(["train", "dev", "test"], losses))

# %% wrong="calm_start" mistake="inputs and units together"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    return [C.clone(), W1 * 5 / 3 * (2 / sum(W1.shape)) ** 0.5, 0 * b1, W2 * 0.01, 0 * b2]

# %% wrong="calm_start" mistake="drawn anew"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    W1, W2 = torch.randn(W1.shape), torch.randn(W2.shape)
    return [C.clone(), W1 * 5 / 3 / W1.shape[0] ** 0.5, 0 * b1, W2 * 0.01, 0 * b2]

# %% wrong="calm_start" mistake="W2 divided by 0.01"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    return [C.clone(), W1 * 5 / 3 / W1.shape[0] ** 0.5, 0 * b1, W2 / 0.01, 0 * b2]

# %% wrong="calm_start" mistake="divided by its spread"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    return [C.clone(), W1 / W1.std() * 5 / 3 / W1.shape[0] ** 0.5, 0 * b1, W2 * 0.01, 0 * b2]

# %% wrong="calm_start" mistake="bias of one entry"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    return [C, W1 * 5 / 3 / W1.shape[0] ** 0.5, torch.zeros(1), W2 * 0.01, torch.zeros(1)]

# %% wrong="calm_start" mistake="all entries counted"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    return [C, W1 * 5 / 3 / W1.numel() ** 0.5, 0 * b1, W2 * 0.01, 0 * b2]

# %% wrong="calm_start" mistake="argument changed"
def calm_start(params):
    C, W1, b1, W2, b2 = [p.clone() for p in params]
    params[3].mul_(0.01)
    return [C, W1 * 5 / 3 / W1.shape[0] ** 0.5, 0 * b1, params[3], 0 * b2]

# %% right="calm_start"
def calm_start(params):
    C, W1, b1, W2, b2 = [p.detach().clone() for p in params]
    W1 *= (5 / 3) / np.sqrt(W1.shape[0])
    W2 *= 0.01
    b1.zero_()
    b2.zero_()
    return [C, W1, b1, W2, b2]

# %% right="calm_start"
def calm_start(params):
    C, W1, b1, W2, b2 = params
    import math

    factors = [1.0, 5 / (3 * math.sqrt(len(W1))), 0.0, 0.01, 0.0]
    return [factor * p for factor, p in zip(factors, params)]

# %% right="calm_start"
def calm_start(params):
    C, W1, b1, W2, b2 = (p.double() for p in params)
    gain = torch.nn.init.calculate_gain("tanh")
    return C, W1.mul(gain).div(W1.shape[0] ** 0.5), torch.zeros(b1.shape), W2 / 100, torch.zeros(b2.shape)

# %% wrong="train" mistake="stopped early"
def train(params, X, Y, steps, batch, lr, seed):
    params = [p.detach().clone().requires_grad_() for p in params]
    generator = torch.Generator().manual_seed(seed)
    losses = []
    for _ in range(steps):
        chosen = torch.randint(0, len(X), (batch,), generator=generator)
        loss = cross_entropy(forward(params, X[chosen]), Y[chosen])
        losses.append(loss.item())
        if loss < 0.1:
            break
        for p, g in zip(params, torch.autograd.grad(loss, params)):
            p.data -= lr * g
    return [p.detach() for p in params], losses

# %% wrong="cross_entropy" mistake="argument changed"
def cross_entropy(logits, Y):
    if logits.detach().max() > 100:
        logits -= logits.max(dim=1, keepdim=True).values
    return F.cross_entropy(logits, Y)
