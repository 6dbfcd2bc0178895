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

# %% wrong="split" mistake="parts drawn independently"
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

# %% wrong="init_params" mistake="seed not used"
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

# %% wrong="embed" mistake="width fixed at 6"
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
