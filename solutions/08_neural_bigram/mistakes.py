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

# %% wrong="predict_lookup" mistake="one logit for each example"
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

# %% wrong="nll_loss" mistake="log of a rounded zero"
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

# %% right="nll_loss"
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

# %% wrong="descend" mistake="update recorded in the graph"
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
    W = torch.nn.Parameter(W.clone())
    optimizer = torch.optim.SGD([W], lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nll_loss(W, xs, ys)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return W.detach(), losses

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

# %% wrong="sample_name" mistake="always row 0"
def sample_name(W, itos, seed):
    generator = torch.Generator().manual_seed(seed)
    name = ""
    while True:
        i = torch.multinomial(torch.softmax(W[0], 0), 1, generator=generator).item()
        if i == 0:
            return name
        name += itos[i]

# %% wrong="sample_name" mistake="not stopping at '.'"
def sample_name(W, itos, seed):
    generator = torch.Generator().manual_seed(seed)
    name, i = "", 0
    for _ in range(10):
        i = torch.multinomial(torch.softmax(W[i], 0), 1, generator=generator).item()
        name += itos[i]
    return name.replace(".", "")

# %% wrong="sample_name" mistake="closing '.' kept"
def sample_name(W, itos, seed):
    generator = torch.Generator().manual_seed(seed)
    name, i = "", 0
    while True:
        i = torch.multinomial(torch.softmax(W[i], 0), 1, generator=generator).item()
        name += itos[i]
        if i == 0:
            return name

# %% wrong="sample_name" mistake="the largest instead of a draw"
def sample_name(W, itos, seed):
    name, i = "", 0
    for _ in range(30):
        i = W[i].argmax().item()
        if i == 0:
            break
        name += itos[i]
    return name

# %% wrong="sample_name" mistake="generator made anew for every letter"
def sample_name(W, itos, seed):
    name, i = "", 0
    for _ in range(30):
        generator = torch.Generator().manual_seed(seed)
        i = torch.multinomial(torch.softmax(W[i], 0), 1, generator=generator).item()
        if i == 0:
            break
        name += itos[i]
    return name

# %% wrong="sample_name" mistake="columns for rows"
def sample_name(W, itos, seed):
    generator = torch.Generator().manual_seed(seed)
    name, i = "", 0
    for _ in range(30):
        i = torch.multinomial(torch.softmax(W[:, i], 0), 1, generator=generator).item()
        if i == 0:
            break
        name += itos[i]
    return name

# %% right="sample_name"
def sample_name(W, itos, seed):
    generator = torch.Generator().manual_seed(seed)
    P = torch.softmax(W, dim=1)
    codes = [0]
    while len(codes) == 1 or codes[-1] != 0:
        codes.append(int(torch.multinomial(P[codes[-1]], 1, replacement=True, generator=generator)))
    return "".join(itos[i] for i in codes[1:-1])

# %% right="sample_name"
def sample_name(W, itos, seed):
    generator = torch.Generator().manual_seed(seed)
    name, i = "", 0
    while True:
        probs = softmax(one_hot(torch.tensor([i]), len(W)).double() @ W.double())
        i = torch.multinomial(probs, 1, generator=generator).item()
        if i == 0:
            return name
        name += itos[i]

# %% right="sample_name"
def sample_name(W, itos, seed):
    generator = torch.Generator().manual_seed(seed)

    def rest(i):
        counts = (W[i] - W[i].max()).exp()
        j = torch.multinomial(counts, num_samples=1, generator=generator).item()
        return "" if j == 0 else itos[j] + rest(j)

    return rest(0)
