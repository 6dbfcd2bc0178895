# %% wrong="make_dataset" mistake="start missing"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        chars = word + "."
        for a, b in zip(chars, chars[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="end missing"
def make_dataset(words, stoi):
    pairs = [(stoi[a], stoi[b]) for word in words for a, b in zip("." + word, word)]
    xs, ys = zip(*pairs)
    return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="xs and ys swapped"
def make_dataset(words, stoi):
    text = "." + "".join(word + "." for word in words)
    codes = torch.tensor([stoi[c] for c in text])
    return codes[1:], codes[:-1]


# %% wrong="make_dataset" mistake="targets not shifted"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        chars = "." + word
        for a, b in zip(chars, chars):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="each pair once"
def make_dataset(words, stoi):
    pairs = []
    for word in words:
        chars = "." + word + "."
        for a, b in zip(chars, chars[1:]):
            if (a, b) not in pairs:
                pairs.append((a, b))
    return torch.tensor([stoi[a] for a, b in pairs]), torch.tensor([stoi[b] for a, b in pairs])


# %% wrong="make_dataset" mistake="float indices"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        chars = "." + word + "."
        for a, b in zip(chars, chars[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return torch.Tensor(xs), torch.Tensor(ys)


# %% wrong="make_dataset" mistake="lists returned"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        chars = "." + word + "."
        for a, b in zip(chars, chars[1:]):
            xs.append(stoi[a])
            ys.append(stoi[b])
    return xs, ys


# %% right="make_dataset"
def make_dataset(words, stoi):
    codes = torch.tensor([stoi[c] for c in "." + "".join(word + "." for word in words)])
    return codes[:-1], codes[1:]


# %% right="make_dataset"
def make_dataset(words, stoi):
    pairs = torch.tensor([[stoi[a], stoi[b]] for word in words for a, b in zip("." + word, word + ".")])
    return pairs[:, 0], pairs[:, 1]


# %% right="make_dataset"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [0] + [stoi[c] for c in word] + [0]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.from_numpy(np.array(xs, dtype=np.int32)), torch.from_numpy(np.array(ys, dtype=np.int32))


# %% wrong="one_hot" mistake="one-hot left integer"
def one_hot(xs, classes=27):
    return F.one_hot(xs, num_classes=classes)


# %% wrong="one_hot" mistake="one-hot transposed"
def one_hot(xs, classes=27):
    encoded = torch.zeros(classes, len(xs))
    encoded[xs, torch.arange(len(xs))] = 1
    return encoded


# %% wrong="one_hot" mistake="width taken from the data"
def one_hot(xs, classes=27):
    return F.one_hot(xs).float()


# %% wrong="one_hot" mistake="width fixed at 27"
def one_hot(xs, classes=27):
    return F.one_hot(xs, num_classes=27).float()


# %% wrong="one_hot" mistake="columns for rows"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[:, xs] = 1
    return encoded


# %% wrong="one_hot" mistake="index in place of the one"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    for i, x in enumerate(xs):
        encoded[i, x] = x
    return encoded


# %% right="one_hot"
def one_hot(xs, classes=27):
    return F.one_hot(xs, classes).double()


# %% right="one_hot"
def one_hot(xs, classes=27):
    return (xs[:, None] == torch.arange(classes)).float()


# %% right="one_hot"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    for i, x in enumerate(xs.tolist()):
        encoded[i, x] = 1.0
    return encoded


# %% wrong="predict_lookup" mistake="transposed shape"
encoded_shape = (27, 5)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = 3.296

# %% wrong="predict_lookup" mistake="one number for each example"
encoded_shape = (5, 27)
logits_shape = (5,)
rows = [3, 0, 3]
loss_at_zero = 3.296

# %% wrong="predict_lookup" mistake="the dots forgotten"
encoded_shape = (4, 27)
logits_shape = (4, 27)
rows = [3, 0, 3]
loss_at_zero = 3.296

# %% wrong="predict_lookup" mistake="position for index"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [0, 1, 2]
loss_at_zero = 3.296

# %% wrong="predict_lookup" mistake="another base"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = math.log2(27)

# %% wrong="predict_lookup" mistake="probability instead of its logarithm"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = 1 / 27

# %% wrong="predict_lookup" mistake="sign"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = -3.2958

# %% right="predict_lookup"
encoded_shape = [5, 27]
logits_shape = [5, 27]
rows = (3, 0, 3)
loss_at_zero = 3.3

# %% right="predict_lookup"
encoded_shape = torch.zeros(5, 27).shape
logits_shape = (torch.zeros(5, 27) @ torch.zeros(27, 27)).shape
rows = torch.tensor([3, 0, 3])
loss_at_zero = -torch.tensor(1 / 27).log()

# %% right="predict_lookup"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = np.array([3, 0, 3])
loss_at_zero = 3.29


# %% wrong="softmax" mistake="softmax over dim 0"
def softmax(logits):
    return torch.softmax(logits, 0)


# %% wrong="softmax" mistake="no maximum subtracted"
def softmax(logits):
    counts = logits.exp()
    return counts / counts.sum(1, keepdim=True)


# %% wrong="softmax" mistake="one maximum for all rows"
def softmax(logits):
    counts = (logits - logits.max()).exp()
    return counts / counts.sum(1, keepdim=True)


# %% wrong="softmax" mistake="keepdim missing"
def softmax(logits):
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    return counts / counts.sum(1)


# %% wrong="softmax" mistake="one sum for all rows"
def softmax(logits):
    counts = (logits - logits.max(1, keepdim=True).values).exp()
    return counts / counts.sum()


# %% wrong="softmax" mistake="logarithms returned"
def softmax(logits):
    return F.log_softmax(logits, dim=1)


# %% wrong="softmax" mistake="argument changed"
def softmax(logits):
    logits -= logits.max(1, keepdim=True).values
    counts = logits.exp()
    return counts / counts.sum(1, keepdim=True)


# %% right="softmax"
def softmax(logits):
    return torch.softmax(logits.double(), dim=1)


# %% right="softmax"
def softmax(logits):
    return (logits - torch.logsumexp(logits, dim=-1, keepdim=True)).exp()


# %% right="softmax"
def softmax(logits):
    rows = []
    for row in logits:
        counts = (row - row.max()).exp()
        rows.append(counts / counts.sum())
    return torch.stack(rows)


# %% wrong="nll_loss" mistake="log of a rounded zero"
def nll_loss(W, xs, ys, reg=0.0):
    probs = softmax(one_hot(xs, len(W)).to(W) @ W)
    return -probs[torch.arange(len(xs)), ys].log().mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="a small number added before the logarithm"
def nll_loss(W, xs, ys, reg=0.0):
    probs = torch.softmax(W[xs], dim=1)[torch.arange(len(xs)), ys]
    return -(probs + 1e-8).log().mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="sum for mean"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys, reduction="sum") + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="sign"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], 1)
    return log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="reg as a sum"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys) + reg * (W**2).sum()


# %% wrong="nll_loss" mistake="reg without the square"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys) + reg * W.mean()


# %% wrong="nll_loss" mistake="reg left out"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys)


# %% wrong="nll_loss" mistake="all columns averaged"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], 1)
    return -log_probs[:, ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="softmax over dim 0"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], 0)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="base 10"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys) / math.log(10) + reg * (W**2).mean()


# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys) + reg * W.square().mean()


# %% wrong="nll_loss" mistake="gradient cut"
def nll_loss(W, xs, ys, reg=0.0):
    total = 0.0
    for x, y in zip(xs.tolist(), ys.tolist()):
        total += float(torch.logsumexp(W[x], 0) - W[x, y])
    return total / len(xs) + reg * float((W**2).sum()) / W.numel()


# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    logits = F.one_hot(xs, len(W)).double() @ W.double()
    top = logits.max(1, keepdim=True).values
    log_probs = logits - top - (logits - top).exp().sum(1, keepdim=True).log()
    return -(log_probs * F.one_hot(ys, len(W))).sum() / len(xs) + reg * W.double().pow(2).mean()


# %% wrong="descend" mistake="gradient not reset"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="W without requires_grad"
def descend(W, xs, ys, steps, lr):
    W = W.clone()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="sign"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data += lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="argument changed"
def descend(W, xs, ys, steps, lr):
    W.requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="reset between backward and update"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        loss.backward()
        W.grad.zero_()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="no gradient"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W = W - lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="first loss missing"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        W.grad = None
        nll_loss(W, xs, ys).backward()
        W.data -= lr * W.grad
        losses.append(nll_loss(W, xs, ys).item())
    return W.detach(), losses


# %% right="descend"
def descend(W, xs, ys, steps, lr):
    if not steps:
        return W.clone(), []
    leaf = W.clone().requires_grad_()
    loss = nll_loss(leaf, xs, ys)
    loss.backward()
    learned, later = descend((leaf - lr * leaf.grad).detach(), xs, ys, steps - 1, lr)
    return learned, [loss.item(), *later]


# %% right="descend"
def descend(W, xs, ys, steps, lr):
    losses = []
    for _ in range(steps):
        W = W.detach().clone().requires_grad_()
        loss = nll_loss(W, xs, ys)
        (slope,) = torch.autograd.grad(loss, W)
        W = W - lr * slope
        losses.append(loss)
    return W, losses


# %% right="descend"
def descend(W, xs, ys, steps, lr):
    W = W.double().clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(W[xs], ys)
        loss.backward()
        with torch.no_grad():
            W -= lr * W.grad
        W.grad.zero_()
        losses.append(float(loss))
    return W, losses


# %% wrong="loss_and_grad" mistake="sum for mean"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W)
    return nll_loss(W, xs, ys, reg), encoded.T @ delta + 2 * reg * W / W.numel()


# %% wrong="loss_and_grad" mistake="softmax over dim 0"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = torch.softmax(W[xs], 0) - F.one_hot(ys, len(W)).to(W)
    return nll_loss(W, xs, ys, reg), encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()


# %% wrong="loss_and_grad" mistake="sign"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = F.one_hot(ys, len(W)).to(W) - torch.softmax(W[xs], 1)
    return nll_loss(W, xs, ys, reg), encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()


# %% wrong="loss_and_grad" mistake="reg on the gradient twice"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W)
    slope = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return nll_loss(W, xs, ys, reg), slope + 2 * reg * W / W.numel()


# %% wrong="loss_and_grad" mistake="reg as a sum"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W)
    return nll_loss(W, xs, ys, reg), encoded.T @ delta / len(xs) + 2 * reg * W


# %% wrong="loss_and_grad" mistake="reg left out of the gradient"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W)
    return nll_loss(W, xs, ys, reg), encoded.T @ delta / len(xs)


# %% wrong="loss_and_grad" mistake="factor 2 missing"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W)
    return nll_loss(W, xs, ys, reg), encoded.T @ delta / len(xs) + reg * W / W.numel()


# %% wrong="loss_and_grad" mistake="repeated rows lost"
def loss_and_grad(W, xs, ys, reg=0.0):
    delta = (torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W)) / len(xs)
    slope = 2 * reg * W / W.numel()
    slope[xs] += delta
    return nll_loss(W, xs, ys, reg), slope


# %% wrong="loss_and_grad" mistake="gradient transposed"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W)
    return nll_loss(W, xs, ys, reg), delta.T @ encoded / len(xs) + 2 * reg * W / W.numel()


# %% wrong="loss_and_grad" mistake="target not subtracted"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = F.one_hot(xs, len(W)).to(W)
    return nll_loss(W, xs, ys, reg), encoded.T @ torch.softmax(W[xs], 1) / len(xs) + 2 * reg * W / W.numel()


# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    W = W.detach().clone().requires_grad_()
    loss = F.cross_entropy(W[xs], ys) + reg * (W**2).mean()
    loss.backward()
    return loss.item(), W.grad


# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    delta = torch.softmax(W[xs], 1)
    delta[torch.arange(len(xs)), ys] -= 1
    slope = torch.zeros_like(W).index_add(0, xs, delta) / len(xs)
    return nll_loss(W, xs, ys, reg), slope + 2 * reg * W / W.numel()


# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    loss, slope = 0.0, torch.zeros_like(W)
    for x, y in zip(xs.tolist(), ys.tolist()):
        log_probs = W[x] - torch.logsumexp(W[x], 0)
        loss -= float(log_probs[y]) / len(xs)
        slope[x] += log_probs.exp() / len(xs)
        slope[x, y] -= 1 / len(xs)
    return loss + reg * float((W**2).mean()), slope + 2 * reg * W / W.numel()


# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    V = len(W)
    N = torch.bincount(xs * V + ys, minlength=V * V).view(V, V).double()
    log_probs = torch.log_softmax(W.double(), 1)
    loss = -(N * log_probs).sum() / len(xs) + reg * (W**2).mean()
    return loss, (N.sum(1, keepdim=True) * log_probs.exp() - N) / len(xs) + 2 * reg * W / V**2


# %% wrong="train" mistake="gradient not reset"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed), requires_grad=True)
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys, reg)
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="train" mistake="sign"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, slope = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W + lr * slope
    return W, losses


# %% wrong="train" mistake="lr 0.1"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, slope = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - 0.1 * slope
    return W, losses


# %% wrong="train" mistake="W without requires_grad"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys, reg)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W, losses


# %% wrong="train" mistake="loss after the update"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        W = W - lr * loss_and_grad(W, xs, ys, reg)[1]
        losses.append(loss_and_grad(W, xs, ys, reg)[0])
    return W, losses


# %% wrong="train" mistake="seed not used"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27))
    losses = []
    for _ in range(steps):
        loss, slope = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * slope
    return W, losses


# %% wrong="train" mistake="uniform start"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.rand((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, slope = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * slope
    return W, losses


# %% wrong="train" mistake="reg left out"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, slope = loss_and_grad(W, xs, ys)
        losses.append(loss)
        W = W - lr * slope
    return W, losses


# %% wrong="train" mistake="reg on the gradient twice"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, slope = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * (slope + 2 * reg * W / W.numel())
    return W, losses


# %% right="train"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed), requires_grad=True)
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(F.one_hot(xs, 27).float() @ W, ys) + reg * (W**2).mean()
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% right="train"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double()
    losses = torch.zeros(steps)
    for k in range(steps):
        losses[k], slope = loss_and_grad(W, xs, ys, reg)
        W -= lr * slope
    return W, losses


# %% right="train"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.nn.Parameter(torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)))
    optimizer = torch.optim.SGD([W], lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        losses.append(nll_loss(W, xs, ys, reg))
        losses[-1].backward()
        optimizer.step()
    return W, losses


# %% right="train"
def train(xs, ys, steps, lr, reg, seed):
    N = torch.bincount(xs * 27 + ys, minlength=729).view(27, 27)
    share, rows = N / N.sum(), N.sum(1, keepdim=True) / N.sum()
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        W = W - lr * (rows * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses


# %% wrong="predict_table" mistake="rows for pairs"
most_pairs = 27
weight_of_an = 5438 / 228146

# %% wrong="predict_table" mistake="examples for pairs"
most_pairs = 228146
weight_of_an = 5438 / 228146

# %% wrong="predict_table" mistake="order ignored"
most_pairs = 27 * 28 // 2
weight_of_an = 5438 / 228146

# %% wrong="predict_table" mistake="share of the row"
most_pairs = 729
weight_of_an = 5438 / 33885

# %% wrong="predict_table" mistake="all pairs weighted alike"
most_pairs = 729
weight_of_an = 1 / 729

# %% wrong="predict_table" mistake="share turned over"
most_pairs = 729
weight_of_an = 228146 / 5438

# %% right="predict_table"
most_pairs = 27**2
weight_of_an = 0.024

# %% right="predict_table"
most_pairs = 729.0
weight_of_an = 0.02384

# %% right="predict_table"
most_pairs = np.int64(729)
weight_of_an = torch.tensor(5438) / 228146


# %% wrong="train_on_counts" mistake="rows weighted alike"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    P = N / N.sum(1, keepdim=True).clamp(min=1)
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(P * log_probs).sum(1).mean() + reg * (W**2).mean()))
        W = W - lr * ((P.sum(1, keepdim=True) * log_probs.exp() - P) / 27 + 2 * reg * W / 729)
    return W, losses


# %% wrong="train_on_counts" mistake="sum for mean"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(N * log_probs).sum() + reg * (W**2).mean()))
        W = W - lr * (N.sum(1, keepdim=True) * log_probs.exp() - N + 2 * reg * W / 729)
    return W, losses


# %% wrong="train_on_counts" mistake="row counts missing"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        W = W - lr * (log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses


# %% wrong="train_on_counts" mistake="every pair once"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = (N > 0) / (N > 0).sum()
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        W = W - lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses


# %% wrong="train_on_counts" mistake="divided by the cells"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(N * log_probs).mean() + reg * (W**2).mean()))
        W = W - lr * ((N.sum(1, keepdim=True) * log_probs.exp() - N) / 729 + 2 * reg * W / 729)
    return W, losses


# %% wrong="train_on_counts" mistake="sign"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        W = W + lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses


# %% wrong="train_on_counts" mistake="reg as a sum"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).sum()))
        W = W - lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W)
    return W, losses


# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed), requires_grad=True)
    losses = []
    for _ in range(steps):
        loss = -(N * torch.log_softmax(W, 1)).sum() / N.sum() + reg * (W**2).mean()
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W, losses


# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    rows, columns = N.nonzero(as_tuple=True)
    weights = N[rows, columns].double() / N.sum()
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = (weights * F.cross_entropy(W[rows], columns, reduction="none")).sum() + reg * (W**2).mean()
        (slope,) = torch.autograd.grad(loss, W)
        W.data -= lr * slope
        losses.append(loss)
    return W, losses


# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    rows, columns = N.nonzero(as_tuple=True)
    times = N[rows, columns]
    return train(rows.repeat_interleave(times), columns.repeat_interleave(times), steps, lr, reg, seed)


# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).numpy().astype(np.float64)
    share = N.numpy() / N.numpy().sum()
    losses = []
    for _ in range(steps):
        shifted = W - W.max(1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
        losses.append(-(share * log_probs).sum() + reg * (W**2).mean())
        W = W - lr * (share.sum(1, keepdims=True) * np.exp(log_probs) - share + 2 * reg * W / 729)
    return torch.from_numpy(W), losses


# %% wrong="make_dataset" mistake="no return"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    _ = torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="lists returned"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return xs, ys


# %% wrong="make_dataset" mistake="arrays returned"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return np.array(xs), np.array(ys)


# %% wrong="make_dataset" mistake="return inside the loop"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
        return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="last word only"
def make_dataset(words, stoi):
    for word in words:
        xs, ys = [], []
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="smaller integers"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs, dtype=torch.uint8), torch.tensor(ys)


# %% wrong="make_dataset" mistake="smaller integers"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs, dtype=torch.int8), torch.tensor(ys, dtype=torch.int8)


# %% wrong="make_dataset" mistake="float indices"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.Tensor(xs), torch.Tensor(ys)


# %% wrong="make_dataset" mistake="words joined"
def make_dataset(words, stoi):
    codes = [stoi[c] for c in "." + "".join(words) + "."]
    return torch.tensor(codes[:-1]), torch.tensor(codes[1:])


# %% wrong="make_dataset" mistake="pair of two dots between words"
def make_dataset(words, stoi):
    codes = [stoi[c] for c in "." + "..".join(words) + "."]
    return torch.tensor(codes[:-1]), torch.tensor(codes[1:])


# %% wrong="make_dataset" mistake="start and end missing"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in word]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="argument changed"
def make_dataset(words, stoi):
    words[:] = ["." + word + "." for word in words]
    xs = [stoi[c] for word in words for c in word[:-1]]
    ys = [stoi[c] for word in words for c in word[1:]]
    return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="pairs of an earlier call kept"
def make_dataset(words, stoi, xs=[], ys=[]):
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs), torch.tensor(ys)


# %% wrong="make_dataset" mistake="one list of pairs"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return [(torch.tensor(x), torch.tensor(y)) for x, y in zip(xs, ys)]


# %% wrong="make_dataset" mistake="set of words"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in dict.fromkeys(words):
        codes = [stoi[c] for c in "." + word + "."]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs), torch.tensor(ys)


# %% right="make_dataset"
def make_dataset(words, stoi):
    pairs = torch.tensor([[stoi[a], stoi[b]] for word in words for a, b in zip("." + word, word + ".")])
    return pairs[:, 0], pairs[:, 1]


# %% wrong="one_hot" mistake="no return"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = 1.0
    _ = encoded


# %% wrong="one_hot" mistake="list returned"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = 1.0
    return encoded.tolist()


# %% wrong="one_hot" mistake="array returned"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = 1.0
    return encoded.numpy()


# %% wrong="one_hot" mistake="one place off"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs - 1] = 1.0
    return encoded


# %% wrong="one_hot" mistake="zeros and ones exchanged"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = 1.0
    return 1 - encoded


# %% wrong="one_hot" mistake="one-hot left boolean"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = 1.0
    return encoded.bool()


# %% wrong="one_hot" mistake="one-hot left integer"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = 1.0
    return encoded.to(torch.uint8)


# %% wrong="one_hot" mistake="all in one row"
def one_hot(xs, classes=27):
    encoded = torch.zeros(classes)
    encoded[xs] = 1.0
    return encoded


# %% wrong="one_hot" mistake="first row only"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    for i, x in enumerate(xs):
        encoded[i, x] = 1.0
        return encoded[: i + 1]


# %% wrong="one_hot" mistake="argument changed"
def one_hot(xs, classes=27):
    places = xs.clone()
    xs += 1
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), places] = 1.0
    return encoded


# %% wrong="one_hot" mistake="index in place of the one"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = xs.float()
    return encoded


# %% wrong="one_hot" mistake="width fixed at 27"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), 27)
    encoded[torch.arange(len(xs)), xs] = 1.0
    return encoded


# %% wrong="one_hot" mistake="default width is not 27"
def one_hot(xs, classes=26):
    encoded = torch.zeros(len(xs), classes)
    encoded[torch.arange(len(xs)), xs] = 1.0
    return encoded


# %% wrong="one_hot" mistake="scatter_ takes a column of places"
def one_hot(xs, classes=27):
    return torch.zeros(len(xs), classes).scatter_(1, xs, 1.0)


# %% wrong="one_hot" mistake="rows for places"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    encoded[xs] = 1.0
    return encoded


# %% right="one_hot"
def one_hot(xs, classes=27):
    return (xs[:, None] == torch.arange(classes)).float()


# %% right="one_hot"
def one_hot(xs, classes=27):
    return torch.zeros(len(xs), classes).scatter_(1, xs.view(-1, 1), 1.0)


# %% wrong="predict_lookup" mistake="six characters are not six bigrams"
encoded_shape = (6, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = 3.30

# %% wrong="predict_lookup" mistake="the shape of W"
encoded_shape = (5, 27)
logits_shape = (27, 27)
rows = [3, 0, 3]
loss_at_zero = 3.30

# %% wrong="predict_lookup" mistake="counted from one"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [4, 1, 4]
loss_at_zero = 3.30

# %% wrong="predict_lookup" mistake="sure instead of even"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = 0

# %% wrong="predict_lookup" mistake="the dot not counted"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = 3.26

# %% wrong="predict_lookup" mistake="letters of the word for the alphabet"
encoded_shape = (5, 27)
logits_shape = (5, 5)
rows = [3, 0, 3]
loss_at_zero = 3.30

# %% right="predict_lookup"
encoded_shape = [5, 27]
logits_shape = [5, 27]
rows = [3, 0, 3]
loss_at_zero = math.log(27)


# %% wrong="softmax" mistake="no return"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    _ = counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="list returned"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return (counts / counts.sum(dim=1, keepdim=True)).tolist()


# %% wrong="softmax" mistake="array returned"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return (counts / counts.sum(dim=1, keepdim=True)).numpy()


# %% wrong="softmax" mistake="logits clamped"
def softmax(logits):
    counts = logits.clamp(-50, 50).exp()
    return counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="logits clamped"
def softmax(logits):
    counts = torch.clamp(logits, max=50).exp()
    return counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="something else than the maximum"
def softmax(logits):
    counts = (logits - logits.mean(dim=1, keepdim=True)).exp()
    return counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="one maximum for all rows"
def softmax(logits):
    counts = (logits - logits.max()).exp()
    return counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="one maximum for all rows, hidden by clamping"
def softmax(logits):
    counts = (logits - logits.max()).exp()
    return counts / counts.sum(dim=1, keepdim=True).clamp(min=1e-12)


# %% wrong="softmax" mistake="one maximum for all rows, hidden by clamping"
def softmax(logits):
    counts = (logits - logits.max()).exp()
    return torch.nan_to_num(counts / counts.sum(dim=1, keepdim=True))


# %% wrong="softmax" mistake="values forgotten"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True)).exp()
    return counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="not divided"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return logits.exp()


# %% wrong="softmax" mistake="largest value one, not the sum"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return counts


# %% wrong="softmax" mistake="logarithms returned"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return torch.log_softmax(logits, dim=1)


# %% wrong="softmax" mistake="first row only"
def softmax(logits):
    for row in logits:
        counts = (row - row.max()).exp()
        return (counts / counts.sum())[None]


# %% wrong="softmax" mistake="argument changed"
def softmax(logits):
    logits -= logits.max(dim=1, keepdim=True).values
    counts = logits.exp()
    return counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="maximum not kept as a column"
def softmax(logits):
    counts = (logits - logits.max(dim=1).values).exp()
    return counts / counts.sum(dim=1, keepdim=True)


# %% wrong="softmax" mistake="maximum not kept as a column"
def softmax(logits):
    counts = (logits - logits.max(dim=1).values).exp()
    return counts / counts.sum(dim=1)


# %% right="softmax"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return counts.div(counts.sum(1).unsqueeze(1))


# %% right="softmax"
def softmax(logits):
    rows = []
    for row in logits:
        counts = torch.exp(row - torch.max(row))
        rows.append(counts / torch.sum(counts))
    return torch.stack(rows)


# %% wrong="nll_loss" mistake="no return"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    _ = -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="gradient cut"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return float(-log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean())


# %% wrong="nll_loss" mistake="gradient cut"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean().item()


# %% wrong="nll_loss" mistake="gradient cut"
def nll_loss(W, xs, ys, reg=0.0):
    W = W.detach()
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="gradient cut"
def nll_loss(W, xs, ys, reg=0.0):
    W = torch.tensor(W.tolist(), dtype=W.dtype)
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="absolute values for squares"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * W.abs().mean()


# %% wrong="nll_loss" mistake="penalty subtracted"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() - reg * (W**2).mean()


# %% wrong="nll_loss" mistake="root of the penalty"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean().sqrt()


# %% wrong="nll_loss" mistake="mean left out"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys] + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="inputs and targets exchanged"
def nll_loss(W, xs, ys, reg=0.0):
    xs, ys = ys, xs
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="first example only"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys][0] + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="cross-entropy of probabilities"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    log_probs = torch.log_softmax(torch.softmax(logits, dim=1), dim=1)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="largest logit for the sum"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="logits clamped"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs].clamp(-100, 100)
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="one maximum for all rows"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max()
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="argument changed"
def nll_loss(W, xs, ys, reg=0.0):
    W -= 1
    logits = W[xs]
    W = W + 1
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="overflow"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits + 0
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="maximum or sum not kept as a column"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    shifted = logits - logits.max(dim=1).values
    log_probs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="maximum or sum not kept as a column"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W[xs]
    log_probs = logits - logits.logsumexp(dim=1)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="float32 written in"
def nll_loss(W, xs, ys, reg=0.0):
    logits = one_hot(xs, len(W)).float() @ W
    log_probs = logits - logits.logsumexp(dim=1, keepdim=True)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="base 2"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], dim=1) / math.log(2)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="likelihoods averaged before the logarithm"
def nll_loss(W, xs, ys, reg=0.0):
    probs = softmax(W[xs])[torch.arange(len(xs)), ys]
    return -probs.mean().log() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="mean over the table as well"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], dim=1)
    return -(one_hot(ys, len(W)) * log_probs).mean() + reg * (W**2).mean()


# %% wrong="nll_loss" mistake="reg fixed at 0.01"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], dim=1)
    return -log_probs[torch.arange(len(xs)), ys].mean() + 0.01 * (W**2).mean()


# %% wrong="nll_loss" mistake="penalty halved"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], dim=1)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg / 2 * (W**2).mean()


# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys) + reg * W.pow(2).mean()


# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    total = 0
    for x, y in zip(xs.tolist(), ys.tolist()):
        total = total + torch.logsumexp(W[x], 0) - W[x, y]
    return total / len(xs) + reg * (W * W).sum() / W.numel()


# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    logits = one_hot(xs, len(W)).to(W.dtype) @ W
    return -F.log_softmax(logits, 1).gather(1, ys[:, None]).mean() + reg * torch.mean(W**2)


# %% wrong="descend" mistake="last loss only"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
        return W.detach(), losses


# %% wrong="descend" mistake="last loss only"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses = [loss.item()]
    return W.detach(), losses


# %% wrong="descend" mistake="losses first"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return losses, W.detach()


# %% wrong="descend" mistake="a loss after the last step too"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    losses.append(nll_loss(W, xs, ys).item())
    return W.detach(), losses


# %% wrong="descend" mistake="argument changed"
def descend(W, xs, ys, steps, lr):
    W = W.requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="lr written in"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= 1.5 * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="losses of an earlier call kept"
LOSSES = []


def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = LOSSES
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="last update missing, or stopped early"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        losses.append(loss.item())
        if len(losses) < steps:
            W.data -= lr * W.grad
    return W.detach(), losses


# %% wrong="descend" mistake="graph used twice"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    loss = nll_loss(W, xs, ys)
    for _ in range(steps):
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="update recorded in the graph"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% wrong="descend" mistake="no slope to clear"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad.zero_()
        loss.backward()
        W.data -= lr * W.grad
        losses.append(loss.item())
    return W.detach(), losses


# %% right="descend"
def descend(W, xs, ys, steps, lr):
    W, losses = W.clone(), []
    for _ in range(steps):
        losses.append(float(nll_loss(W, xs, ys)))
        delta = W[xs].softmax(1)
        delta[torch.arange(len(xs)), ys] -= 1
        W.index_add_(0, xs, delta, alpha=-lr / len(xs))
    return W, losses


# %% wrong="loss_and_grad" mistake="no return"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), None


# %% wrong="loss_and_grad" mistake="float32 written in"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).float()
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient


# %% wrong="loss_and_grad" mistake="one-hot for probability"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = torch.zeros(len(xs), len(W), dtype=W.dtype)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient


# %% wrong="loss_and_grad" mistake="divided by the table's size"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / W.numel() + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient


# %% wrong="loss_and_grad" mistake="argument changed"
def loss_and_grad(W, xs, ys, reg=0.0):
    W += 0.5
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient


# %% wrong="loss_and_grad" mistake="array returned"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient.numpy()


# %% wrong="loss_and_grad" mistake="reg left out of the loss"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + 2 * reg * W / W.numel()
    return float(nll_loss(W, xs, ys)), gradient


# %% wrong="loss_and_grad" mistake="factor 2 missing"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs) + reg * W / W.numel()
    return float(nll_loss(W, xs, ys, reg)), gradient


# %% wrong="loss_and_grad" mistake="reg left out of the gradient"
def loss_and_grad(W, xs, ys, reg=0.0):
    encoded = one_hot(xs, len(W)).to(W.dtype)
    delta = softmax(encoded @ W)
    delta[torch.arange(len(xs)), ys] -= 1.0
    gradient = encoded.T @ delta / len(xs)
    return float(nll_loss(W, xs, ys, reg)), gradient


# %% wrong="loss_and_grad" mistake="autograd used"
def loss_and_grad(W, xs, ys, reg=0.0):
    loss = nll_loss(W, xs, ys, reg)
    loss.backward()
    return loss.item(), W.grad


# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    n, V = len(xs), len(W)
    P = torch.softmax(W, dim=1)
    gradient = torch.zeros_like(W)
    for x, y in zip(xs.tolist(), ys.tolist()):
        gradient[x] += P[x] / n
        gradient[x, y] -= 1 / n
    return nll_loss(W, xs, ys, reg), gradient + 2 * reg * W / V**2


# %% wrong="train" mistake="the start returned"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    begin = W.clone()
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return begin, losses


# %% wrong="train" mistake="last update missing"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        if len(losses) < steps:
            W = W - lr * gradient
    return W, losses


# %% wrong="train" mistake="seed fixed"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(2147483647))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return W, losses


# %% wrong="train" mistake="start at zero"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.zeros(27, 27)
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return W, losses


# %% wrong="train" mistake="last loss only"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses = [loss]
        W = W - lr * gradient
    return W, losses


# %% wrong="train" mistake="last loss only"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
        return W, losses


# %% wrong="train" mistake="losses first"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return losses, W


# %% wrong="train" mistake="start and end both counted"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = [loss_and_grad(W, xs, ys, reg)[0]]
    for _ in range(steps):
        W = W - lr * loss_and_grad(W, xs, ys, reg)[1]
        losses.append(loss_and_grad(W, xs, ys, reg)[0])
    return W, losses


# %% wrong="train" mistake="losses of an earlier call kept"
def train(xs, ys, steps, lr, reg, seed, losses=[]):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return W, losses


# %% right="train"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W -= lr * gradient
    return W, losses


# %% wrong="predict_table" mistake="a character after itself left out"
most_pairs = 27 * 26
weight_of_an = 5438 / 228146

# %% wrong="predict_table" mistake="the dot left out"
most_pairs = 26 * 26
weight_of_an = 5438 / 228146

# %% wrong="predict_table" mistake="pairs that occur"
most_pairs = 627
weight_of_an = 5438 / 228146

# %% wrong="predict_table" mistake="one example for all of them"
most_pairs = 27 * 27
weight_of_an = 1 / 228146

# %% wrong="predict_table" mistake="share of the row a"
most_pairs = 27 * 27
weight_of_an = 33885 / 228146

# %% wrong="predict_table" mistake="percent"
most_pairs = 27 * 27
weight_of_an = 2.38

# %% wrong="predict_table" mistake="the count itself"
most_pairs = 27 * 27
weight_of_an = 5438

# %% right="predict_table"
most_pairs = 729.0
weight_of_an = 0.0238


# %% wrong="train_on_counts" mistake="reg left out of the gradient"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient)
    return W, losses


# %% wrong="train_on_counts" mistake="factor 2 missing"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="column sums for row sums"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=0, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="lr fixed at 50"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - 50 * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="reg left out of the loss"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="seed fixed"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(2147483647))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="start at zero"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.zeros(27, 27)
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="number of examples written in"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / 18
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="start and end both counted"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps + 1):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="last loss only"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
        return W, losses


# %% wrong="train_on_counts" mistake="losses first"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return losses, W


# %% wrong="train_on_counts" mistake="the start returned"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    begin = W.clone()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return begin, losses


# %% wrong="train_on_counts" mistake="last update missing"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        if len(losses) == steps:
            break
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="argument changed"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    N += 1
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        W = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% wrong="train_on_counts" mistake="params never moved"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W - W.logsumexp(dim=1, keepdim=True)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        gradient = share.sum(dim=1, keepdim=True) * log_probs.exp() - share
        moved = W - lr * (gradient + 2 * reg * W / W.numel())
    return W, losses


# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double()
    n, losses = N.sum().item(), []
    rows = N.sum(1, keepdim=True)
    for _ in range(steps):
        leaf = W.clone().requires_grad_()
        loss = -(N * torch.log_softmax(leaf, 1)).sum() / n + reg * leaf.pow(2).mean()
        losses.append(loss.item())
        W = W - lr * torch.autograd.grad(loss, leaf)[0]
    return W, losses

# %% wrong="make_dataset" mistake="one list of pairs"
def make_dataset(words, stoi):
    pairs = [(stoi[a], stoi[b]) for w in words for a, b in zip("." + w, w + ".")]
    return torch.tensor(pairs)

# %% wrong="make_dataset" mistake="columns returned"
def make_dataset(words, stoi):
    pairs = torch.tensor([(stoi[a], stoi[b]) for w in words for a, b in zip("." + w, w + ".")])
    return pairs[:, :1], pairs[:, 1:]

# %% wrong="make_dataset" mistake="pairs sorted"
def make_dataset(words, stoi):
    pairs = sorted((stoi[a], stoi[b]) for w in words for a, b in zip("." + w, w + "."))
    xs, ys = zip(*pairs)
    return torch.tensor(xs), torch.tensor(ys)

# %% wrong="make_dataset" mistake="every second pair"
def make_dataset(words, stoi):
    xs, ys = [], []
    for w in words:
        codes = [stoi[c] for c in "." + w + "."]
        for i in range(0, len(codes) - 1, 2):
            xs.append(codes[i])
            ys.append(codes[i + 1])
    return torch.tensor(xs), torch.tensor(ys)

# %% right="make_dataset"
def make_dataset(words, stoi):
    text = "." + "".join(word + "." for word in words)
    codes = torch.tensor([stoi[c] for c in text])
    return codes[:-1].clone(), codes[1:].clone()

# %% right="make_dataset"
def make_dataset(words, stoi):
    pairs = [(stoi[a], stoi[b]) for w in words for a, b in zip("." + w, w + ".")]
    xs, ys = np.array(pairs, dtype=np.int64).T
    return torch.from_numpy(xs.copy()), torch.from_numpy(ys.copy())

# %% wrong="one_hot" mistake="other numbers than 0 and 1"
def one_hot(xs, classes=27):
    return torch.stack([torch.arange(classes) - x for x in xs]).float()

# %% wrong="one_hot" mistake="a dimension too many"
def one_hot(xs, classes=27):
    return torch.eye(classes)[xs].unsqueeze(0)

# %% wrong="one_hot" mistake="other numbers than 0 and 1"
def one_hot(xs, classes=27):
    return 2 * torch.eye(classes)[xs] - 1

# %% wrong="one_hot" mistake="ones up to the place"
def one_hot(xs, classes=27):
    return (torch.arange(classes) <= xs[:, None]).float()

# %% wrong="one_hot" mistake="each number once"
def one_hot(xs, classes=27):
    return torch.eye(classes)[torch.unique(xs)]

# %% right="one_hot"
def one_hot(xs, classes=27):
    return torch.eye(classes)[xs]

# %% right="one_hot"
def one_hot(xs, classes=27):
    rows = []
    for x in xs.tolist():
        row = [0.0] * classes
        row[x] = 1.0
        rows.append(row)
    return torch.tensor(rows)

# %% right="one_hot"
def one_hot(xs, classes=27):
    return torch.where(xs.unsqueeze(1) == torch.arange(classes), 1.0, 0.0)

# %% right="predict_lookup"
encoded_shape = torch.Size([len("emma") + 1, 27])
logits_shape = (torch.zeros(5, 27) @ torch.zeros(27, 27)).shape
rows = torch.tensor([3, 0, 3])
loss_at_zero = -math.log(1 / 27)

# %% wrong="softmax" mistake="exponential left out"
def softmax(logits):
    return logits / logits.sum(dim=1, keepdim=True)

# %% wrong="softmax" mistake="base 2"
def softmax(logits):
    counts = 2 ** (logits - logits.max(dim=1, keepdim=True).values)
    return counts / counts.sum(dim=1, keepdim=True)

# %% wrong="softmax" mistake="rounded"
def softmax(logits):
    return torch.softmax(logits, dim=1).round(decimals=3)

# %% wrong="softmax" mistake="sigmoid for softmax"
def softmax(logits):
    return torch.sigmoid(logits)

# %% wrong="softmax" mistake="something else than the maximum"
def softmax(logits):
    counts = (logits - logits.min(dim=1, keepdim=True).values).exp()
    return counts / counts.sum(dim=1, keepdim=True)

# %% wrong="softmax" mistake="something added to the sum"
def softmax(logits):
    counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return counts / (counts.sum(dim=1, keepdim=True) + 0.1)

# %% right="softmax"
def softmax(logits):
    rows = []
    for row in logits:
        counts = torch.exp(row - max(row))
        rows.append(counts / sum(counts))
    return torch.stack(rows)

# %% right="softmax"
def softmax(logits):
    return (logits - torch.logsumexp(logits, dim=1, keepdim=True)).exp()

# %% right="softmax"
def softmax(logits):
    shifted = logits.T - logits.amax(1)
    counts = shifted.exp()
    return (counts / counts.sum(0)).T

# %% wrong="nll_loss" mistake="27 written in"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], dim=1)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W**2).sum() / 27**2

# %% wrong="nll_loss" mistake="penalty of the rows in use"
def nll_loss(W, xs, ys, reg=0.0):
    log_probs = torch.log_softmax(W[xs], dim=1)
    return -log_probs[torch.arange(len(xs)), ys].mean() + reg * (W[xs] ** 2).mean()

# %% wrong="nll_loss" mistake="perplexity returned"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys).exp() + reg * (W**2).mean()

# %% wrong="nll_loss" mistake="penalty divided by the examples"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(W[xs], ys) + reg * (W**2).mean() / len(xs)

# %% wrong="nll_loss" mistake="log-softmax left out"
def nll_loss(W, xs, ys, reg=0.0):
    return F.nll_loss(W[xs], ys) + reg * (W**2).mean()

# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    total = 0.0
    for x, y in zip(xs.tolist(), ys.tolist()):
        total = total + torch.logsumexp(W[x], dim=0) - W[x, y]
    return total / len(xs) + reg * W.square().mean()

# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    counts = torch.zeros(W.shape, dtype=W.dtype).index_put_((xs, ys), torch.ones(len(xs), dtype=W.dtype), accumulate=True)
    log_probs = torch.log_softmax(W, dim=1)
    return -torch.einsum("jk,jk->", counts, log_probs) / len(xs) + reg * torch.einsum("jk,jk->", W, W) / W.numel()

# %% right="nll_loss"
def nll_loss(W, xs, ys, reg=0.0):
    logits = W.double()[xs]
    wanted = logits.gather(1, ys[:, None])[:, 0]
    return (logits.logsumexp(1) - wanted).mean() + reg * torch.mean(W.double() ** 2)

# %% wrong="descend" mistake="momentum"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    speed, losses = torch.zeros_like(W), []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        speed = 0.9 * speed + W.grad
        W.data -= lr * speed
        losses.append(loss.item())
    return W.detach(), losses

# %% wrong="descend" mistake="last update missing, or stopped early"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        losses.append(loss.item())
        if loss < 0.7:
            break
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
    return W.detach(), losses

# %% wrong="descend" mistake="the rate shrinks"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for k in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr / (k + 1) * W.grad
        losses.append(loss.item())
    return W.detach(), losses

# %% wrong="descend" mistake="sign of the slope"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for k in range(steps):
        loss = nll_loss(W, xs, ys)
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad.sign()
        losses.append(loss.item())
    return W.detach(), losses

# %% right="descend"
def descend(W, xs, ys, steps, lr):
    W = W.detach().clone()
    losses = []
    for _ in range(steps):
        leaf = W.requires_grad_()
        loss = nll_loss(leaf, xs, ys)
        (slope,) = torch.autograd.grad(loss, leaf)
        W = (W - lr * slope).detach()
        losses.append(float(loss.detach()))
    return W.detach(), losses

# %% right="descend"
def descend(W, xs, ys, steps, lr):
    W = torch.nn.Parameter(W.detach().clone())
    optimizer = torch.optim.SGD([W], lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nll_loss(W, xs, ys)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return W.detach(), losses

# %% wrong="loss_and_grad" mistake="gradient first"
def loss_and_grad(W, xs, ys, reg=0.0):
    E = F.one_hot(xs, len(W)).to(W.dtype)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W.dtype)
    return E.T @ delta / len(xs) + 2 * reg * W / W.numel(), float(nll_loss(W, xs, ys, reg))

# %% wrong="loss_and_grad" mistake="collected by target"
def loss_and_grad(W, xs, ys, reg=0.0):
    E = F.one_hot(ys, len(W)).to(W.dtype)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W.dtype)
    return float(nll_loss(W, xs, ys, reg)), E.T @ delta / len(xs) + 2 * reg * W / W.numel()

# %% wrong="loss_and_grad" mistake="one row for each example"
def loss_and_grad(W, xs, ys, reg=0.0):
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W.dtype)
    return float(nll_loss(W, xs, ys, reg)), delta / len(xs)

# %% wrong="loss_and_grad" mistake="27 written in"
def loss_and_grad(W, xs, ys, reg=0.0):
    E = F.one_hot(xs, len(W)).to(W.dtype)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W.dtype)
    return float(nll_loss(W, xs, ys, reg)), E.T @ delta / len(xs) + 2 * reg * W / 27**2

# %% wrong="loss_and_grad" mistake="penalty's slope without W"
def loss_and_grad(W, xs, ys, reg=0.0):
    E = F.one_hot(xs, len(W)).to(W.dtype)
    delta = torch.softmax(W[xs], 1) - F.one_hot(ys, len(W)).to(W.dtype)
    return float(nll_loss(W, xs, ys, reg)), E.T @ delta / len(xs) + 2 * reg / W.numel()

# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    P = softmax(W.double())
    gradient = torch.zeros_like(P)
    loss = 0.0
    for x, y in zip(xs.tolist(), ys.tolist()):
        gradient[x] += P[x]
        gradient[x, y] -= 1
        loss -= P[x, y].log().item()
    n, size = len(xs), W.numel()
    penalty = reg * float((W.double() ** 2).sum()) / size
    return loss / n + penalty, (gradient / n + 2 * reg * W.double() / size).to(W.dtype)

# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    V = len(W)
    delta = softmax(W[xs]).to(W.dtype) - one_hot(ys, V).to(W.dtype)
    gradient = torch.zeros_like(W).index_add_(0, xs, delta) / len(xs)
    return nll_loss(W, xs, ys, reg).item(), gradient.add(W, alpha=2 * reg / V**2)

# %% right="loss_and_grad"
def loss_and_grad(W, xs, ys, reg=0.0):
    E, T = (F.one_hot(part, len(W)).to(W.dtype) for part in (xs, ys))
    Z = E @ W
    log_p = Z - Z.logsumexp(1, keepdim=True)
    loss = -(T * log_p).sum() / len(xs) + reg * (W * W).mean()
    return float(loss), torch.einsum("ni,nj->ij", E, log_p.exp() - T) / len(xs) + reg * 2 / W.numel() * W

# %% wrong="train" mistake="losses from the end"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(min([loss] + losses))
        W = W - lr * gradient
    return W, losses[::-1]

# %% wrong="train" mistake="start made small"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)) * 0.01
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return W, losses

# %% wrong="train" mistake="reg left out"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        _, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss_and_grad(W, xs, ys)[0])
        W = W - lr * gradient
    return W, losses

# %% wrong="train" mistake="stopped early"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        if loss < 3:
            break
        losses.append(loss)
        W = W - lr * gradient
    return W, losses

# %% right="train"
def train(xs, ys, steps, lr, reg, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    W = torch.randn(27, 27, generator=g)
    losses = [0.0] * steps
    for k in range(steps):
        losses[k], slope = loss_and_grad(W, xs, ys, reg)
        W -= lr * slope
    return W, losses

# %% right="train"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys, reg)
        (slope,) = torch.autograd.grad(loss, W)
        losses.append(loss.item())
        W = (W - lr * slope).detach().requires_grad_()
    return W.detach(), losses

# %% right="predict_table"
most_pairs = len(letters) ** 2
weight_of_an = (33885 / 228146) * (5438 / 33885)

# %% wrong="train_on_counts" mistake="one added to the counts"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = (N + 1) / (N + 1).sum()
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        W = W - lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses

# %% wrong="train_on_counts" mistake="rows weighted alike"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum(1, keepdim=True).clamp(min=1)
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() / 27 + reg * (W**2).mean()))
        W = W - lr * ((log_probs.exp() - share) / 27 + 2 * reg * W / 729)
    return W, losses

# %% wrong="train_on_counts" mistake="softmax over dim 0"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 0)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        W = W - lr * (share.sum(0) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses

# %% wrong="train_on_counts" mistake="table transposed"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share = (N / N.sum()).T
    losses = []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        W = W - lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses

# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    xs, ys = (part.repeat_interleave(N[N > 0]) for part in N.nonzero(as_tuple=True))
    return train(xs, ys, steps, lr, reg, seed)

# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).double().requires_grad_()
    counts, losses = N.double(), []
    for _ in range(steps):
        loss = (counts * (W.logsumexp(1, keepdim=True) - W)).sum() / counts.sum() + reg * W.square().mean()
        W.grad = None
        loss.backward()
        with torch.no_grad():
            W -= lr * W.grad
        losses.append(loss.item())
    return W.detach().float(), losses

# %% right="train_on_counts"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed)).numpy().astype(np.float64)
    counts = N.numpy().astype(np.float64)
    n, rows, losses = counts.sum(), counts.sum(axis=1, keepdims=True), []
    for _ in range(steps):
        z = W - W.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        losses.append(-(counts * log_p).sum() / n + reg * (W**2).mean())
        W = W - lr * ((rows * np.exp(log_p) - counts) / n + 2 * reg * W / W.size)
    return torch.from_numpy(W), losses

# %% wrong="softmax" mistake="argument changed"
def softmax(logits):
    if logits.max() < 50:
        counts = logits.exp_()
    else:
        counts = (logits - logits.max(dim=1, keepdim=True).values).exp()
    return counts / counts.sum(dim=1, keepdim=True)

# %% wrong="nll_loss" mistake="argument changed"
def nll_loss(W, xs, ys, reg=0.0):
    penalty = reg * (W**2).mean()
    if W.detach().max() > 50:
        W -= W.max(dim=1, keepdim=True).values
    return F.cross_entropy(W[xs], ys) + penalty

# %% wrong="descend" mistake="stopped early"
def descend(W, xs, ys, steps, lr):
    W = W.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = nll_loss(W, xs, ys)
        losses.append(loss.item())
        if losses[-1] < 0.1:
            break
        W.grad = None
        loss.backward()
        W.data -= lr * W.grad
    return W.detach(), losses

# %% wrong="train" mistake="stopped early"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(min(steps, 100)):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr * gradient
    return W, losses

# %% wrong="train_on_counts" mistake="stopped early"
def train_on_counts(N, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    share, losses = N / N.sum(), []
    for _ in range(steps):
        log_probs = torch.log_softmax(W, 1)
        losses.append(float(-(share * log_probs).sum() + reg * (W**2).mean()))
        if losses[-1] < 0.01:
            break
        W = W - lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses

# %% wrong="make_dataset" mistake="codes from the alphabet"
def make_dataset(words, stoi):
    xs, ys = [], []
    for word in words:
        codes = [0, *(ord(letter) - 96 for letter in word), 0]
        xs += codes[:-1]
        ys += codes[1:]
    return torch.tensor(xs), torch.tensor(ys)

# %% wrong="one_hot" mistake="first row only"
def one_hot(xs, classes=27):
    encoded = torch.zeros(len(xs), classes)
    for i, x in enumerate(xs):
        encoded[i, x] = 1
        return encoded

# %% wrong="predict_lookup" mistake="loss of the counts"
encoded_shape = (5, 27)
logits_shape = (5, 27)
rows = [3, 0, 3]
loss_at_zero = 2.45

# %% wrong="softmax" mistake="nan replaced"
def softmax(logits):
    counts = logits.exp()
    return torch.nan_to_num(counts / counts.sum(dim=1, keepdim=True), 1.0)

# %% wrong="nll_loss" mistake="27 written in"
def nll_loss(W, xs, ys, reg=0.0):
    return F.cross_entropy(one_hot(xs) @ W, ys) + reg * (W**2).mean()

# %% wrong="nll_loss" mistake="a dimension too many"
def nll_loss(W, xs, ys, reg=0.0):
    return (F.cross_entropy(W[xs], ys) + reg * (W**2).mean()).view(1)

# %% wrong="loss_and_grad" mistake="27 written in"
def loss_and_grad(W, xs, ys, reg=0.0):
    delta = softmax(W[xs]) - one_hot(ys).to(W.dtype)
    gradient = one_hot(xs).to(W.dtype).T @ delta / len(xs) + 2 * reg * W / 729
    return nll_loss(W, xs, ys, reg).item(), gradient

# %% wrong="loss_and_grad" mistake="divided by V"
def loss_and_grad(W, xs, ys, reg=0.0):
    delta = softmax(W[xs]) - F.one_hot(ys, len(W)).to(W.dtype)
    gradient = F.one_hot(xs, len(W)).to(W.dtype).T @ delta / len(xs) + 2 * reg * W / len(W)
    return nll_loss(W, xs, ys, reg).item(), gradient

# %% wrong="train" mistake="params never moved"
def train(xs, ys, steps, lr, reg, seed):
    start = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    W, losses = start, []
    for _ in range(steps):
        loss, gradient = loss_and_grad(start, xs, ys, reg)
        losses.append(loss)
        W = start - lr * gradient
    return W, losses

# %% wrong="train" mistake="the rate shrinks"
def train(xs, ys, steps, lr, reg, seed):
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for step in range(1, steps + 1):
        loss, gradient = loss_and_grad(W, xs, ys, reg)
        losses.append(loss)
        W = W - lr / step * gradient
    return W, losses

# %% wrong="train_on_counts" mistake="argument changed"
def train_on_counts(N, steps, lr, reg, seed):
    N /= N.sum()
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        log_probs = W.log_softmax(1)
        losses.append((-(N * log_probs).sum() + reg * (W**2).mean()).item())
        W = W - lr * (N.sum(1, keepdim=True) * log_probs.exp() - N + 2 * reg * W / 729)
    return W, losses

# %% wrong="train_on_counts" mistake="number of examples written in"
def train_on_counts(N, steps, lr, reg, seed):
    share = N / 228146
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        log_probs = W.log_softmax(1)
        losses.append((-(share * log_probs).sum() + reg * (W**2).mean()).item())
        W = W - lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses

# %% wrong="train_on_counts" mistake="empty row divided by its sum"
def train_on_counts(N, steps, lr, reg, seed):
    rows = N.sum(1, keepdim=True)
    P, weight = N / rows, rows / N.sum()
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        log_probs = W.log_softmax(1)
        losses.append((-(weight * P * log_probs).sum() + reg * (W**2).mean()).item())
        W = W - lr * (weight * (log_probs.exp() - P) + 2 * reg * W / 729)
    return W, losses

# %% wrong="train_on_counts" mistake="counts as the start"
def train_on_counts(N, steps, lr, reg, seed):
    W, share = (N + 1e-6).log(), N / N.sum()
    losses = []
    for _ in range(steps):
        log_probs = W.log_softmax(1)
        losses.append((-(share * log_probs).sum() + reg * (W**2).mean()).item())
        W = W - lr * (share.sum(1, keepdim=True) * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses

# %% wrong="train_on_counts" mistake="column sums for row sums"
def train_on_counts(N, steps, lr, reg, seed):
    share = N / N.sum()
    W = torch.randn((27, 27), generator=torch.Generator().manual_seed(seed))
    losses = []
    for _ in range(steps):
        log_probs = W.log_softmax(1)
        losses.append((-(share * log_probs).sum() + reg * (W**2).mean()).item())
        W = W - lr * (share.sum(0)[:, None] * log_probs.exp() - share + 2 * reg * W / 729)
    return W, losses
