# %% [markdown]
# Trial answers to lesson 2: wrong ones with the mistake that each must be told, and right ones written another way.

# %% wrong="prepare" mistake="images in rows"
def prepare(images):
    return images.reshape(len(images), -1) / 255

# %% wrong="prepare" mistake="pixels not scaled"
def prepare(images):
    return images.reshape(len(images), -1).T.astype(float)

# %% wrong="prepare" mistake="pixels not scaled"
def prepare(images):
    return images.reshape(len(images), -1).T

# %% wrong="prepare" mistake="images mixed"
def prepare(images):
    return images.reshape(784, -1) / 255

# %% wrong="prepare" mistake="images transposed"
def prepare(images):
    return images.transpose(2, 1, 0).reshape(784, -1) / 255

# %% wrong="prepare" mistake="whole-number division"
def prepare(images):
    return images.reshape(len(images), -1).T // 255

# %% wrong="prepare" mistake="divided by 256"
def prepare(images):
    return images.reshape(len(images), -1).T / 256

# %% wrong="prepare" mistake="scaled twice"
def prepare(images):
    x = images.reshape(len(images), -1).T / 255
    return x / 255

# %% wrong="prepare" mistake="divided by the batch's own maximum"
def prepare(images):
    return images.reshape(len(images), -1).T / images.max()

# %% wrong="prepare" mistake="images not flattened"
def prepare(images):
    return images / 255

# %% wrong="prepare" mistake="standardised"
def prepare(images):
    x = images.reshape(len(images), -1).T / 255
    return (x - x.mean()) / x.std()

# %% right="prepare"
def prepare(images):
    return images.reshape(-1, 784).transpose() / 255.0

# %% right="prepare"
def prepare(images):
    x = np.zeros((784, len(images)), dtype=np.float32)
    for i, image in enumerate(images):
        x[:, i] = image.ravel() / 255
    return x

# %% right="prepare"
def prepare(images):
    return np.einsum("irc->rci", images).reshape(784, -1) * (1 / 255)

# %% right="prepare"
def prepare(images):
    return np.stack([image.flatten() for image in images], axis=1).astype(np.float64) / 255

# %% wrong="predict_shapes" mistake="examples in rows"
shape_z1 = (4000, 128)
shape_a2 = (4000, 10)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="examples in rows"
shape_z1 = (128, 4000)
shape_a2 = (4000, 10)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="shape of the weights"
shape_z1 = (128, 784)
shape_a2 = (10, 4000)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="shape of the weights"
shape_z1 = (128, 4000)
shape_a2 = (10, 128)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="shape of the input"
shape_z1 = (784, 4000)
shape_a2 = (10, 4000)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="shape of the hidden layer"
shape_z1 = (128, 4000)
shape_a2 = (128, 4000)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="shape for one image"
shape_z1 = (128, 1)
shape_a2 = (10, 1)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="biases not counted"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 784 * 200 + 200 * 10

# %% wrong="predict_shapes" mistake="only the first layer counted"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 784 * 200 + 200

# %% wrong="predict_shapes" mistake="pixels counted as parameters"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 784 + 784 * 200 + 200 + 200 * 10 + 10

# %% wrong="predict_shapes" mistake="one bias for each layer"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 784 * 200 + 1 + 200 * 10 + 1

# %% wrong="predict_shapes" mistake="biases of one layer only"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 784 * 200 + 200 * 10 + 200

# %% wrong="predict_shapes" mistake="two numbers are asked for"
shape_z1 = (128, 4000)
shape_a2 = (10,)
parameter_count = 159010

# %% wrong="predict_shapes" mistake="128 units counted"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 101770

# %% right="predict_shapes"
shape_z1 = [128, 4000]
shape_a2 = [10, 4000]
parameter_count = 200 * 785 + 10 * 201

# %% right="predict_shapes"
shape_z1 = np.zeros((128, 4000), dtype=bool).shape
shape_a2 = (10, shape_z1[1])
parameter_count = np.int64(157000 + 2010)

# %% right="predict_shapes"
m, hidden = 4000, 128
shape_z1, shape_a2 = (hidden, m), (10, m)
parameter_count = sum(rows * columns for rows, columns in ((200, 784), (200, 1), (10, 200), (10, 1)))

# %% wrong="softmax" mistake="softmax over the wrong axis"
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=1, keepdims=True)

# %% wrong="softmax" mistake="softmax over the wrong axis"
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

# %% wrong="softmax" mistake="no maximum subtracted"
def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=0)

# %% wrong="softmax" mistake="no maximum subtracted"
def softmax(z):
    return np.exp(z) / sum(np.exp(z))

# %% wrong="softmax" mistake="one sum for all columns"
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()

# %% wrong="softmax" mistake="maximum over the wrong axis"
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=0)

# %% wrong="softmax" mistake="not divided by the sum"
def softmax(z):
    return np.exp(z - z.max(axis=0))

# %% wrong="softmax" mistake="not divided by the sum"
def softmax(z):
    return np.exp(z)

# %% wrong="softmax" mistake="scores clipped"
def softmax(z):
    e = np.exp(np.clip(z, -500, 500))
    return e / e.sum(axis=0)

# %% wrong="softmax" mistake="argument changed"
def softmax(z):
    z -= z.max(axis=0)
    e = np.exp(z)
    return e / e.sum(axis=0)

# %% right="softmax"
def softmax(z):
    p = np.empty(z.shape)
    for i in range(z.shape[1]):
        e = np.exp(z[:, i] - max(z[:, i]))
        p[:, i] = e / sum(e)
    return p

# %% right="softmax"
def softmax(z):
    return torch.softmax(torch.as_tensor(z), dim=0).numpy()

# %% right="softmax"
def softmax(z):
    top = z.max(axis=0, keepdims=True)
    log_sum = top + np.log(np.exp(z - top).sum(axis=0, keepdims=True))
    return np.exp(z - log_sum)

# %% right="softmax"
def softmax(z):
    return 1 / np.exp(np.clip(z[None] - z[:, None], -700, 700)).sum(axis=1)

# %% right="softmax"
def softmax(z):
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)

# %% wrong="forward_prop" mistake="ReLU missing"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = z1
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="bias missing"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="bias missing"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="second layer fed with z1"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ z1 + b2
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="ReLU after the last layer"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = relu(w2 @ a1 + b2)
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="ReLU after the last layer"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(relu(z2))
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="softmax missing"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = z2
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="softmax over the wrong axis"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2.T).T
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="z1 overwritten"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = np.maximum(z1, 0, out=z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="ReLU on the wrong side"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = np.minimum(z1, 0)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="sigmoid instead of ReLU"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = 1 / (1 + np.exp(-z1))
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return z1, a1, z2, a2

# %% wrong="forward_prop" mistake="results in another order"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return z1, z2, a1, a2

# %% wrong="forward_prop" mistake="results in another order"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return a2, z2, a1, z1

# %% wrong="forward_prop" mistake="results in another order"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)
    return z1, a1, a2, z2

# %% right="forward_prop"
def forward_prop(w1, b1, w2, b2, x):
    z1 = np.einsum("hn,nm->hm", w1, x) + b1
    a1 = np.where(z1 > 0, z1, 0)
    z2 = np.dot(w2, a1) + b2
    return [z1, a1, z2, softmax(z2)]

# %% right="forward_prop"
def forward_prop(w1, b1, w2, b2, x):
    z1 = np.stack([w1 @ x[:, i] + b1[:, 0] for i in range(x.shape[1])], axis=1)
    a1 = z1 * (z1 > 0)
    z2 = np.stack([w2 @ a1[:, i] + b2[:, 0] for i in range(x.shape[1])], axis=1)
    return z1, a1, z2, softmax(z2)

# %% right="forward_prop"
def forward_prop(w1, b1, w2, b2, x):
    w1, b1, w2, b2, x = (np.asarray(v, dtype=np.float32) for v in (w1, b1, w2, b2, x))
    z1 = (x.T @ w1.T).T + b1
    a1 = (np.abs(z1) + z1) / 2
    z2 = (a1.T @ w2.T).T + b2
    a2 = np.exp(z2 - z2.max(axis=0))
    return z1, a1, z2, a2 / a2.sum(axis=0)

# %% wrong="get_predictions" mistake="argmax over the wrong axis"
def get_predictions(a2):
    return np.argmax(a2, axis=1)

# %% wrong="get_predictions" mistake="probability instead of class"
def get_predictions(a2):
    return a2.max(axis=0)

# %% wrong="get_predictions" mistake="smallest probability"
def get_predictions(a2):
    return a2.argmin(axis=0)

# %% wrong="get_predictions" mistake="argmax without an axis"
def get_predictions(a2):
    return a2.argmax()

# %% wrong="get_predictions" mistake="kept as a row"
def get_predictions(a2):
    return a2.argmax(axis=0, keepdims=True)

# %% wrong="get_predictions" mistake="classes counted from 1"
def get_predictions(a2):
    return a2.argmax(axis=0) + 1

# %% wrong="get_predictions" mistake="threshold at one half"
def get_predictions(a2):
    return (a2 > 0.5).argmax(axis=0)

# %% wrong="get_predictions" mistake="threshold at one half"
def get_predictions(a2):
    return a2 > 0.5

# %% right="get_predictions"
def get_predictions(a2):
    return [max(range(len(a2)), key=lambda k: a2[k, i]) for i in range(a2.shape[1])]

# %% right="get_predictions"
def get_predictions(a2):
    return np.argsort(a2, axis=0)[-1]

# %% right="get_predictions"
def get_predictions(a2):
    return torch.as_tensor(a2).argmax(0).numpy()

# %% right="get_predictions"
def get_predictions(a2):
    return (np.arange(len(a2))[:, None] * (a2 == a2.max(axis=0))).max(axis=0)

# %% wrong="accuracy" mistake="percent"
def accuracy(predictions, y):
    return 100 * np.mean(predictions == y)

# %% wrong="accuracy" mistake="count instead of share"
def accuracy(predictions, y):
    return np.sum(predictions == y)

# %% wrong="accuracy" mistake="share of the mistakes"
def accuracy(predictions, y):
    return np.mean(predictions != y)

# %% wrong="accuracy" mistake="divided by the ten classes"
def accuracy(predictions, y):
    return np.sum(predictions == y) / 10

# %% wrong="accuracy" mistake="all or nothing"
def accuracy(predictions, y):
    return float(np.array_equal(predictions, y))

# %% wrong="accuracy" mistake="one answer for each example"
def accuracy(predictions, y):
    return predictions == y

# %% right="accuracy"
def accuracy(predictions, y):
    return sum(int(p == label) for p, label in zip(predictions, y, strict=True)) / len(y)

# %% right="accuracy"
def accuracy(predictions, y):
    return 1 - np.count_nonzero(predictions - y) / y.size

# %% right="accuracy"
def accuracy(predictions, y):
    return torch.as_tensor(predictions == y).float().mean()

# %% right="accuracy"
def accuracy(predictions, y):
    return np.mean(predictions == y, dtype=np.float32)

# %% wrong="one_hot" mistake="one_hot transposed"
def one_hot(y, classes=10):
    return np.eye(classes)[y]

# %% wrong="one_hot" mistake="one_hot transposed"
def one_hot(y, classes=10):
    out = np.zeros((len(y), classes))
    out[np.arange(len(y)), y] = 1
    return out

# %% wrong="one_hot" mistake="classes counted from the labels"
def one_hot(y, classes=10):
    return np.eye(y.max() + 1)[:, y]

# %% wrong="one_hot" mistake="classes ignored"
def one_hot(y, classes=10):
    return np.eye(10)[:, y]

# %% wrong="one_hot" mistake="labels counted from 1"
def one_hot(y, classes=10):
    out = np.zeros((classes, len(y)))
    out[y - 1, np.arange(len(y))] = 1
    return out

# %% wrong="one_hot" mistake="whole rows set"
def one_hot(y, classes=10):
    out = np.zeros((classes, len(y)))
    out[y] = 1
    return out

# %% right="one_hot"
def one_hot(y, classes=10):
    return (np.arange(classes)[:, None] == y).astype(float)

# %% right="one_hot"
def one_hot(y, classes=10):
    out = np.zeros((classes, len(y)), dtype=np.float32)
    out[y, np.arange(len(y))] = 1
    return out

# %% right="one_hot"
def one_hot(y, classes=10):
    return np.arange(classes).reshape(-1, 1) == y

# %% right="one_hot"
def one_hot(y, classes=10):
    return np.eye(classes, dtype=int)[y].T

# %% right="one_hot"
def one_hot(y, classes=10):
    out = np.zeros((classes, len(y)), dtype=int)
    for i, label in enumerate(y):
        out[label, i] = 1
    return out

# %% wrong="cross_entropy" mistake="sum instead of mean"
def cross_entropy(a2, y):
    p = np.maximum(a2[y, np.arange(len(y))], 1e-12)
    return -np.log(p).sum()

# %% wrong="cross_entropy" mistake="mean over all entries"
def cross_entropy(a2, y):
    return -np.mean(one_hot(y) * np.log(a2 + 1e-12))

# %% wrong="cross_entropy" mistake="minus sign missing"
def cross_entropy(a2, y):
    p = np.maximum(a2[y, np.arange(len(y))], 1e-12)
    return np.log(p).mean()

# %% wrong="cross_entropy" mistake="logarithm to base 2"
def cross_entropy(a2, y):
    p = np.maximum(a2[y, np.arange(len(y))], 1e-12)
    return -np.log2(p).mean()

# %% wrong="cross_entropy" mistake="logarithm to base 10"
def cross_entropy(a2, y):
    p = np.maximum(a2[y, np.arange(len(y))], 1e-12)
    return -np.log10(p).mean()

# %% wrong="cross_entropy" mistake="all classes counted"
def cross_entropy(a2, y):
    return -np.log(np.maximum(a2, 1e-12)).sum(axis=0).mean()

# %% wrong="cross_entropy" mistake="all classes counted"
def cross_entropy(a2, y):
    return -np.log(np.maximum(a2, 1e-12)).mean()

# %% wrong="cross_entropy" mistake="wrong classes penalised too"
def cross_entropy(a2, y):
    p, t = np.clip(a2, 1e-12, 1 - 1e-12), one_hot(y)
    return -(t * np.log(p) + (1 - t) * np.log(1 - p)).sum(axis=0).mean()

# %% wrong="cross_entropy" mistake="logarithm of the mean"
def cross_entropy(a2, y):
    p = np.maximum(a2[y, np.arange(len(y))], 1e-12)
    return -np.log(p.mean())

# %% wrong="cross_entropy" mistake="logarithm missing"
def cross_entropy(a2, y):
    p = np.maximum(a2[y, np.arange(len(y))], 1e-12)
    return 1 - p.mean()

# %% wrong="cross_entropy" mistake="log of zero"
def cross_entropy(a2, y):
    return -(one_hot(y) * np.log(a2)).sum() / len(y)

# %% wrong="cross_entropy" mistake="log of zero"
def cross_entropy(a2, y):
    return -np.log(a2[y, np.arange(len(y))]).mean()

# %% wrong="cross_entropy" mistake="zeros left out"
def cross_entropy(a2, y):
    p = a2[y, np.arange(len(y))]
    return -np.log(np.where(p > 0, p, 1)).mean()

# %% wrong="cross_entropy" mistake="argument changed"
def cross_entropy(a2, y):
    a2[a2 < 0.1] = 1e-12
    return -np.log(a2[y, np.arange(len(y))]).mean()

# %% wrong="cross_entropy" mistake="argument changed"
def cross_entropy(a2, y):
    np.log(a2 + 1e-12, out=a2)
    return -a2[y, np.arange(len(y))].mean()

# %% right="cross_entropy"
def cross_entropy(a2, y):
    return -np.sum(one_hot(y) * np.log(a2 + 1e-8)) / len(y)

# %% right="cross_entropy"
def cross_entropy(a2, y):
    return sum(-np.log(max(a2[label, i], 1e-300)) for i, label in enumerate(y)) / len(y)

# %% right="cross_entropy"
def cross_entropy(a2, y):
    p = np.clip(a2, 1e-7, 1).astype(np.float32)
    return np.mean(-np.log(p[y, range(len(y))]))

# %% right="cross_entropy"
def cross_entropy(a2, y):
    return torch.nn.functional.nll_loss(torch.as_tensor(a2).clamp(min=1e-12).log().T, torch.as_tensor(y))

# %% wrong="init_params" mistake="He scale missing"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784))
    w2 = draw.standard_normal((10, 128))
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="He scale missing"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.uniform(-0.5, 0.5, (128, 784))
    w2 = draw.uniform(-0.5, 0.5, (10, 128))
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="He scale missing"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 784)
    w2 = draw.standard_normal((10, 128))
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="zero init"
def init_params(seed):
    return np.zeros((128, 784)), np.zeros((128, 1)), np.zeros((10, 128)), np.zeros((10, 1))

# %% wrong="init_params" mistake="zero init"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 784)
    w2 = np.zeros((10, 128))
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="square root missing"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * (2 / 784)
    w2 = draw.standard_normal((10, 128)) * (2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="outputs instead of inputs"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 128)
    w2 = draw.standard_normal((10, 128)) * np.sqrt(2 / 10)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="1 / n instead of 2 / n"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(1 / 784)
    w2 = draw.standard_normal((10, 128)) * np.sqrt(1 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="uniform with the wrong width"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.uniform(-1, 1, (128, 784)) * np.sqrt(2 / 784)
    w2 = draw.uniform(-1, 1, (10, 128)) * np.sqrt(2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="uniform with the wrong width"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = (draw.random((128, 784)) - 0.5) * np.sqrt(2 / 784)
    w2 = (draw.random((10, 128)) - 0.5) * np.sqrt(2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="all weights positive"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.random((128, 784)) * np.sqrt(2 / 784)
    w2 = draw.random((10, 128)) * np.sqrt(2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="all weights positive"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = abs(draw.standard_normal((128, 784))) * np.sqrt(2 / 784) / 0.6
    w2 = abs(draw.standard_normal((10, 128))) * np.sqrt(2 / 128) / 0.6
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="a fixed small number"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * 0.01
    w2 = draw.standard_normal((10, 128)) * 0.01
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="first layer's scale in both"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 784)
    w2 = draw.standard_normal((10, 128)) * np.sqrt(2 / 784)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="weights transposed"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((784, 128)) * np.sqrt(2 / 784)
    w2 = draw.standard_normal((128, 10)) * np.sqrt(2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="bias not a column"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 784)
    w2 = draw.standard_normal((10, 128)) * np.sqrt(2 / 128)
    return w1, np.zeros(128), w2, np.zeros(10)

# %% wrong="init_params" mistake="bias not zero"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 784)
    w2 = draw.standard_normal((10, 128)) * np.sqrt(2 / 128)
    return w1, draw.standard_normal((128, 1)), w2, draw.standard_normal((10, 1))

# %% wrong="init_params" mistake="seed ignored"
def init_params(seed):
    draw = np.random.default_rng()
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 784)
    w2 = draw.standard_normal((10, 128)) * np.sqrt(2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% wrong="init_params" mistake="seed ignored"
def init_params(seed):
    draw = np.random.default_rng(0)
    w1 = draw.standard_normal((128, 784)) * np.sqrt(2 / 784)
    w2 = draw.standard_normal((10, 128)) * np.sqrt(2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% right="init_params"
def init_params(seed):
    np.random.seed(seed)
    w1 = np.random.randn(128, 784) * np.sqrt(2 / 784)
    w2 = np.random.randn(10, 128) * np.sqrt(2 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% right="init_params"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.normal(0, (2 / 784) ** 0.5, (128, 784))
    w2 = draw.normal(0, (2 / 128) ** 0.5, (10, 128))
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% right="init_params"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = draw.uniform(-1, 1, (128, 784)) * np.sqrt(6 / 784)
    w2 = draw.uniform(-1, 1, (10, 128)) * np.sqrt(6 / 128)
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))

# %% right="init_params"
def init_params(seed):
    torch.manual_seed(seed)
    w1, w2 = torch.empty(128, 784), torch.empty(10, 128)
    for w in (w1, w2):
        torch.nn.init.kaiming_normal_(w, nonlinearity="relu")
    return w1.numpy(), np.zeros((128, 1), np.float32), w2.numpy(), np.zeros((10, 1), np.float32)

# %% wrong="relu_grad" mistake="ReLU itself"
def relu_grad(z):
    return np.maximum(z, 0)

# %% wrong="relu_grad" mistake="ReLU on the wrong side"
def relu_grad(z):
    return (z < 0).astype(float)

# %% wrong="relu_grad" mistake="sign instead of slope"
def relu_grad(z):
    return np.sign(z)

# %% wrong="relu_grad" mistake="slope 1 everywhere"
def relu_grad(z):
    return np.ones_like(z)

# %% wrong="relu_grad" mistake="threshold at 1 instead of 0"
def relu_grad(z):
    return (z >= 1).astype(float)

# %% wrong="relu_grad" mistake="argument changed"
def relu_grad(z):
    z[z > 0] = 1
    z[z <= 0] = 0
    return z

# %% right="relu_grad"
def relu_grad(z):
    return z > 0

# %% right="relu_grad"
def relu_grad(z):
    return np.where(z >= 0, 1.0, 0.0)

# %% right="relu_grad"
def relu_grad(z):
    return np.heaviside(z, 0.5)

# %% right="relu_grad"
def relu_grad(z):
    slope = np.zeros(z.shape, dtype=np.float32)
    for place in np.ndindex(z.shape):
        slope[place] = 1 if z[place] > 0 else 0
    return slope

# %% wrong="back_prop" mistake="1/m missing"
def back_prop(z1, a1, a2, w2, x, y):
    m = 1
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="1/m missing"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True)
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True)
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="1/m missing"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="1/m twice"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = (a2 - one_hot(y)) / m
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="1/m twice"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y) ** 2
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="1/m twice"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1) / m
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="1/m with the wrong m"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(x)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="1/m with the wrong m"
def back_prop(z1, a1, a2, w2, x, y):
    m = w2.shape[1]
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="wrong sign"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = one_hot(y) - a2
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="one_hot transposed"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y).T
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="one_hot not subtracted"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="ReLU mask missing"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = w2.T @ dz2
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="ReLU mask taken of a1's gradient"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    da1 = w2.T @ dz2
    dz1 = da1 * relu_grad(da1)
    return dz1 @ x.T / m, dz1.sum(axis=1, keepdims=True) / m, dz2 @ a1.T / m, dz2.sum(axis=1, keepdims=True) / m

# %% wrong="back_prop" mistake="ReLU derivative of the wrong variable"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="ReLU derivative of the wrong variable"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * a1
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="ReLU derivative of the wrong variable"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = w2.T @ (dz2 * relu_grad(dz2))
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="ReLU derivative of the wrong variable"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(w2.T @ a2)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="bias gradient not summed"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1 / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2 / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="bias gradient not summed"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2 / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="bias gradient summed over everything"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = np.sum(dz1) / m
    dw2 = dz2 @ a1.T / m
    db2 = np.sum(dz2) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="keepdims lost"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="keepdims lost"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="summed over the wrong axis"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=0, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=0, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="summed over the wrong axis"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=0).reshape(-1, 1) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="gradient transposed"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = x @ dz1.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = a1 @ dz2.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="results in another order"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw2, db2, dw1, db1

# %% wrong="back_prop" mistake="results in another order"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    db1, db2 = (dz.sum(axis=1, keepdims=True) / m for dz in (dz1, dz2))
    return dz1 @ x.T / m, dz2 @ a1.T / m, db1, db2

# %% wrong="back_prop" mistake="labels subtracted"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - y
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="back_prop" mistake="argument changed"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    a2[y, np.arange(m)] -= 1
    dz1 = (w2.T @ a2) * relu_grad(z1)
    return dz1 @ x.T / m, dz1.sum(axis=1, keepdims=True) / m, a2 @ a1.T / m, a2.sum(axis=1, keepdims=True) / m

# %% right="back_prop"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = (a2 - one_hot(y)) / m
    dz1 = (w2.T @ dz2) * (z1 > 0)
    dw1 = dz1 @ x.T
    db1 = dz1.sum(1, keepdims=True)
    dw2 = dz2 @ a1.T
    db2 = dz2.sum(1).reshape(-1, 1)
    return dw1, db1, dw2, db2

# %% right="back_prop"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2.copy()
    dz2[y, np.arange(m)] -= 1
    dz1 = np.where(a1 > 0, w2.T @ dz2, 0)
    return (
        np.einsum("hm,nm->hn", dz1, x) / m, dz1.mean(axis=1, keepdims=True),
        np.einsum("km,hm->kh", dz2, a1) / m, dz2.mean(axis=1, keepdims=True),
    )

# %% right="back_prop"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dw1, dw2 = np.zeros((len(z1), len(x))), np.zeros(w2.shape)
    db1, db2 = np.zeros((len(z1), 1)), np.zeros((len(w2), 1))
    for i in range(m):
        e2 = a2[:, i].copy()
        e2[y[i]] -= 1
        e1 = (w2.T @ e2) * relu_grad(z1[:, i])
        dw1 += np.outer(e1, x[:, i]) / m
        dw2 += np.outer(e2, a1[:, i]) / m
        db1[:, 0] += e1 / m
        db2[:, 0] += e2 / m
    return dw1, db1, dw2, db2

# %% right="back_prop"
def back_prop(z1, a1, a2, w2, x, y):
    z1, a1, a2, w2, x = (np.asarray(v, dtype=np.float32) for v in (z1, a1, a2, w2, x))
    m = len(y)
    dz2 = a2 - (np.arange(10)[:, None] == y)
    dz1 = np.dot(w2.T, dz2) * (z1 >= 0)
    dw1 = dz1 @ x.T / m
    db1 = dz1.sum(axis=1, keepdims=True) / m
    dw2 = dz2 @ a1.T / m
    db2 = dz2.sum(axis=1, keepdims=True) / m
    return dw1, db1, dw2, db2

# %% wrong="update_params" mistake="wrong sign"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    w1 = w1 + lr * dw1
    b1 = b1 + lr * db1
    w2 = w2 + lr * dw2
    b2 = b2 + lr * db2
    return w1, b1, w2, b2

# %% wrong="update_params" mistake="learning rate missing"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    w1 = w1 - dw1
    b1 = b1 - db1
    w2 = w2 - dw2
    b2 = b2 - db2
    return w1, b1, w2, b2

# %% wrong="update_params" mistake="divided by the learning rate"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    w1 = w1 - dw1 / lr
    b1 = b1 - db1 / lr
    w2 = w2 - dw2 / lr
    b2 = b2 - db2 / lr
    return w1, b1, w2, b2

# %% wrong="update_params" mistake="argument changed"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    w1 -= lr * dw1
    b1 -= lr * db1
    w2 -= lr * dw2
    b2 -= lr * db2
    return w1, b1, w2, b2

# %% wrong="update_params" mistake="argument changed"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    for g in (dw1, db1, dw2, db2):
        g *= lr
    return w1 - dw1, b1 - db1, w2 - dw2, b2 - db2

# %% wrong="update_params" mistake="biases not updated"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return w1 - lr * dw1, b1, w2 - lr * dw2, b2

# %% wrong="update_params" mistake="weights not updated"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return w1 - lr * dw1, b1 - lr * db1, w2, b2 - lr * db2

# %% wrong="update_params" mistake="step returned instead of the parameter"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return -lr * dw1, -lr * db1, -lr * dw2, -lr * db2

# %% right="update_params"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return [p - lr * g for p, g in ((w1, dw1), (b1, db1), (w2, dw2), (b2, db2))]

# %% right="update_params"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    new = [p.copy() for p in (w1, b1, w2, b2)]
    for p, g in zip(new, (dw1, db1, dw2, db2), strict=True):
        p -= lr * g
    return tuple(new)

# %% right="update_params"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    pairs = zip((w1, b1, w2, b2), (dw1, db1, dw2, db2), strict=True)
    return tuple(np.float32(p) - np.float32(lr) * np.float32(g) for p, g in pairs)

# %% wrong="gradient_descent" mistake="dev before the update"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="train after the update"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        train = accuracy(get_predictions(forward_prop(*params, x)[3]), y)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="parameters not carried over"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    first = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*first, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*first, *back_prop(z1, a1, a2, first[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="parameters not carried over"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, accuracy(get_predictions(a2), y), dev))
    return params, history

# %% wrong="gradient_descent" mistake="results in another order"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, accuracy(get_predictions(a2), y), dev))
    return history, params

# %% wrong="gradient_descent" mistake="steps counted from 1"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step + 1, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="steps counted from 1"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(1, iterations + 1):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="one row too many"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations + 1):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="one row too few"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations - 1):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="step number missing"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for _ in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="only the last row"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    history = history[-1:]
    return params, history

# %% wrong="gradient_descent" mistake="trained on the dev images"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        train = accuracy(get_predictions(forward_prop(*params, x)[3]), y)
        z1, a1, _, a2 = forward_prop(*params, x_dev)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x_dev, y_dev), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="train and dev swapped"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, dev, train))
    return params, history

# %% wrong="gradient_descent" mistake="dev measured on the training images"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x)[3]), y)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="wrong sign"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), -lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="learning rate ignored"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), 0.5)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="seed ignored"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(0)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return params, history

# %% wrong="gradient_descent" mistake="starting parameters returned"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = first = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, train, dev))
    return first, history

# %% wrong="gradient_descent" mistake="percent"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, _, a2 = forward_prop(*params, x)
        train = accuracy(get_predictions(a2), y)
        params = update_params(*params, *back_prop(z1, a1, a2, params[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*params, x_dev)[3]), y_dev)
        history.append((step, 100 * train, 100 * dev))
    return params, history

# %% right="gradient_descent"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    w1, b1, w2, b2 = init_params(seed)
    history = []
    for step in range(iterations):
        z1, a1, z2, a2 = forward_prop(w1, b1, w2, b2, x)
        dw1, db1, dw2, db2 = back_prop(z1, a1, a2, w2, x, y)
        w1, b1, w2, b2 = update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr)
        dev = forward_prop(w1, b1, w2, b2, x_dev)[3]
        history.append([step, np.mean(a2.argmax(0) == y), np.mean(dev.argmax(0) == y_dev)])
    return [w1, b1, w2, b2], history

# %% right="gradient_descent"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    w1, b1, w2, b2 = (np.array(p, dtype=np.float64) for p in init_params(seed))
    history, m = [], len(y)
    for step in range(iterations):
        a1 = np.maximum(w1 @ x + b1, 0)
        a2 = softmax(w2 @ a1 + b2)
        e2 = (a2 - one_hot(y)) / m
        e1 = (w2.T @ e2) * (a1 > 0)
        w1, b1 = w1 - lr * e1 @ x.T, b1 - lr * e1.sum(1, keepdims=True)
        w2, b2 = w2 - lr * e2 @ a1.T, b2 - lr * e2.sum(1, keepdims=True)
        dev = w2 @ np.maximum(w1 @ x_dev + b1, 0) + b2
        history.append((step, accuracy(a2.argmax(0), y), accuracy(dev.argmax(0), y_dev)))
    return (w1, b1, w2, b2), history

# %% right="gradient_descent"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    params = [torch.tensor(p, dtype=torch.float32, requires_grad=True) for p in init_params(seed)]
    x, x_dev = torch.tensor(x).float(), torch.tensor(x_dev).float()
    y, y_dev = torch.tensor(y), torch.tensor(y_dev)
    optimizer, history = torch.optim.SGD(params, lr), []
    for step in range(iterations):
        w1, b1, w2, b2 = params
        scores = w2 @ torch.relu(w1 @ x + b1) + b2
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(scores.T, y).backward()
        optimizer.step()
        dev = w2 @ torch.relu(w1 @ x_dev + b1) + b2
        train, dev = (scores.argmax(0) == y).float().mean(), (dev.argmax(0) == y_dev).float().mean()
        history.append((step, train.item(), dev.item()))
    return tuple(p.detach().numpy() for p in params), history


# %% wrong="prepare" mistake="list instead of an array"
def prepare(images):
    return (images.reshape(len(images), -1).T / 255).tolist()


# %% wrong="prepare" mistake="return inside the loop"
def prepare(images):
    out = np.zeros((784, len(images)))
    for i in range(len(images)):
        out[:, i] = images[i].ravel() / 255
        return out


# %% wrong="prepare" mistake="rounded"
def prepare(images):
    return (images.reshape(len(images), -1).T / 255).round()


# %% wrong="prepare" mistake="argument changed"
def prepare(images):
    out = images.reshape(len(images), -1).T / 255
    images[:] = 0
    return out


# %% wrong="softmax" mistake="one maximum for all columns"
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=0)


# %% wrong="softmax" mistake="mean subtracted instead of the maximum"
def softmax(z):
    e = np.exp(z - z.mean(axis=0))
    return e / e.sum(axis=0)


# %% wrong="softmax" mistake="nan replaced"
def softmax(z):
    e = np.exp(z)
    return np.nan_to_num(e / e.sum(axis=0))


# %% wrong="softmax" mistake="logarithm returned"
def softmax(z):
    z = z - z.max(axis=0)
    return z - np.log(np.exp(z).sum(axis=0))


# %% wrong="softmax" mistake="rounded"
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return (e / e.sum(axis=0)).round(2)


# %% wrong="softmax" mistake="number of classes written in"
def softmax(z):
    out = np.zeros_like(z, dtype=float)
    for i in range(z.shape[1]):
        e = np.exp(z[:, i] - z[:, i].max())
        out[:, i] = e / sum(e[k] for k in range(3))
    return out


# %% wrong="softmax" mistake="return inside the loop"
def softmax(z):
    out = np.zeros(z.shape)
    for i in range(z.shape[1]):
        e = np.exp(z[:, i] - z[:, i].max())
        out[:, i] = e / e.sum()
        return out


# %% wrong="softmax" mistake="list instead of an array"
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return (e / e.sum(axis=0)).tolist()


# %% wrong="softmax" mistake="absolute scores"
def softmax(z):
    e = np.exp(abs(z) - abs(z).max(axis=0))
    return e / e.sum(axis=0)


# %% wrong="forward_prop" mistake="a2 alone"
def forward_prop(w1, b1, w2, b2, x):
    return softmax(w2 @ relu(w1 @ x + b1) + b2)


# %% wrong="forward_prop" mistake="bias added twice"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1 + b1)
    z2 = w2 @ a1 + b2
    return z1, a1, z2, softmax(z2)


# %% wrong="forward_prop" mistake="argument changed"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    b1 += 1
    return z1, a1, z2, softmax(z2)


# %% wrong="forward_prop" mistake="no return"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    a2 = softmax(z2)


# %% wrong="get_predictions" mistake="one-hot columns instead of classes"
def get_predictions(a2):
    return (a2 == a2.max(axis=0)).astype(int)


# %% wrong="get_predictions" mistake="return inside the loop"
def get_predictions(a2):
    out = []
    for i in range(a2.shape[1]):
        out.append(int(a2[:, i].argmax()))
        return np.array(out)


# %% wrong="get_predictions" mistake="threshold at one half"
def get_predictions(a2):
    return a2.round().argmax(axis=0)


# %% wrong="get_predictions" mistake="whole numbers as floats"
def get_predictions(a2):
    return a2.argmax(axis=0).astype(float)


# %% wrong="accuracy" mistake="rounded"
def accuracy(predictions, y):
    return round(float((predictions == y).mean()))


# %% wrong="accuracy" mistake="order ignored"
def accuracy(predictions, y):
    return len(set(predictions.tolist()) & set(y.tolist())) / len(set(y.tolist()))


# %% wrong="accuracy" mistake="return inside the loop"
def accuracy(predictions, y):
    right = 0
    for p, label in zip(predictions, y, strict=True):
        if p == label:
            right += 1
        return right / len(y)


# %% wrong="accuracy" mistake="number of examples written in"
def accuracy(predictions, y):
    return float((predictions == y).sum() / 4)


# %% wrong="accuracy" mistake="distance of the digits"
def accuracy(predictions, y):
    return float(1 - abs(predictions - y).mean() / 9)


# %% wrong="one_hot" mistake="return inside the loop"
def one_hot(y, classes=10):
    out = np.zeros((classes, len(y)))
    for i, label in enumerate(y):
        out[label, i] = 1
        return out


# %% wrong="one_hot" mistake="list instead of an array"
def one_hot(y, classes=10):
    return [[1.0 if label == k else 0.0 for label in y] for k in range(classes)]


# %% wrong="one_hot" mistake="ones from the label down"
def one_hot(y, classes=10):
    return (np.arange(classes)[:, None] >= y).astype(float)


# %% wrong="cross_entropy" mistake="first example only"
def cross_entropy(a2, y):
    for i, label in enumerate(y):
        return float(-np.log(max(a2[label, i], 1e-12)))


# %% wrong="cross_entropy" mistake="floor too high"
def cross_entropy(a2, y):
    right = a2[y, np.arange(len(y))]
    return float(-np.log(np.maximum(right, 1e-1)).mean())


# %% wrong="cross_entropy" mistake="zeros left out"
def cross_entropy(a2, y):
    right = a2[y, np.arange(len(y))]
    return float(np.nan_to_num(-np.log(right), posinf=0.0).mean())


# %% wrong="cross_entropy" mistake="one loss for each example"
def cross_entropy(a2, y):
    return -np.log(np.maximum(a2[y, np.arange(len(y))], 1e-12))


# %% wrong="cross_entropy" mistake="number of examples written in"
def cross_entropy(a2, y):
    right = a2[y, np.arange(len(y))]
    return float(-np.log(np.maximum(right, 1e-12)).sum() / 2)


# %% wrong="relu_grad" mistake="return inside the loop"
def relu_grad(z):
    out = np.zeros_like(z)
    for i in np.ndindex(z.shape):
        out[i] = 1.0 if z[i] > 0 else 0.0
        return out


# %% wrong="relu_grad" mistake="one answer for all entries"
def relu_grad(z):
    return 1.0 if (z > 0).any() else 0.0


# %% wrong="relu_grad" mistake="list instead of an array"
def relu_grad(z):
    return (z > 0).astype(float).tolist()


# %% wrong="relu_grad" mistake="leak for negative values"
def relu_grad(z):
    return np.where(z > 0, 1.0, 0.01)


# %% wrong="back_prop" mistake="argument changed"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2
    dz2 -= one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    return dz1 @ x.T / m, dz1.sum(axis=1, keepdims=True) / m, dz2 @ a1.T / m, dz2.sum(axis=1, keepdims=True) / m


# %% wrong="back_prop" mistake="sizes written in"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    db1 = dz1.sum(axis=1).reshape(128, 1) / m
    return dz1 @ x.T / m, db1, dz2 @ a1.T / m, dz2.sum(axis=1).reshape(10, 1) / m


# %% wrong="back_prop" mistake="slope of softmax twice"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = (a2 - one_hot(y)) * a2 * (1 - a2)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    return dz1 @ x.T / m, dz1.sum(axis=1, keepdims=True) / m, dz2 @ a1.T / m, dz2.sum(axis=1, keepdims=True) / m


# %% wrong="update_params" mistake="sign of the gradient alone"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    pairs = zip((w1, b1, w2, b2), (dw1, db1, dw2, db2), strict=True)
    return tuple(p - lr * np.sign(g) for p, g in pairs)


# %% wrong="update_params" mistake="learning rate written in"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return w1 - 0.1 * dw1, b1 - 0.1 * db1, w2 - 0.1 * dw2, b2 - 0.1 * db2


# %% wrong="update_params" mistake="return inside the loop"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    for p, g in zip((w1, b1, w2, b2), (dw1, db1, dw2, db2), strict=True):
        return p - lr * g


# %% wrong="update_params" mistake="results in another order"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return w1 - lr * dw1, w2 - lr * dw2, b1 - lr * db1, b2 - lr * db2


# %% wrong="cross_entropy" mistake="floor too high"
def cross_entropy(a2, y):
    return float(-np.log(np.clip(a2[y, np.arange(len(y))], 1e-3, 1)).mean())


# %% right="softmax"
def softmax(z):
    from_torch = torch.softmax(torch.as_tensor(z), dim=0)
    return from_torch.numpy()


# %% right="cross_entropy"
def cross_entropy(a2, y):
    total = 0.0
    for i in range(len(y)):
        total -= np.log(a2[y[i], i] + 1e-9)
    return total / len(y)


# %% right="one_hot"
def one_hot(y, classes=10):
    return (np.arange(classes).reshape(-1, 1) == y).astype(np.uint8)


# %% right="relu_grad"
def relu_grad(z):
    return np.heaviside(z, 0.5)


# %% right="accuracy"
def accuracy(predictions, y):
    return sum(int(a == b) for a, b in zip(predictions, y, strict=True)) / len(y)


# %% wrong="gradient_descent" mistake="biases never updated"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    w1, b1, w2, b2 = init_params(seed)
    rows = []
    for step in range(iterations):
        z1, a1, z2, a2 = forward_prop(w1, b1, w2, b2, x)
        dw1, _, dw2, _ = back_prop(z1, a1, a2, w2, x, y)
        w1, w2 = w1 - lr * dw1, w2 - lr * dw2
        dev = accuracy(get_predictions(forward_prop(w1, b1, w2, b2, x_dev)[3]), y_dev)
        rows.append((step, accuracy(get_predictions(a2), y), dev))
    return (w1, b1, w2, b2), rows


# %% wrong="prepare" mistake="whole-number division"
def prepare(images):
    x = images.reshape(len(images), -1).T.copy()
    x[:] = x / 255
    return x


# %% wrong="prepare" mistake="mapped to -1 to 1"
def prepare(images):
    return images.reshape(len(images), -1).T / 127.5 - 1


# %% wrong="prepare" mistake="paper and ink swapped"
def prepare(images):
    return 1 - images.reshape(len(images), -1).T / 255


# %% wrong="prepare" mistake="first image only"
def prepare(images):
    for image in images:
        return image.reshape(784, 1) / 255


# %% wrong="prepare" mistake="number of images written in"
def prepare(images):
    x = np.zeros((784, 4000), dtype=np.float32)
    for i, image in enumerate(images):
        x[:, i] = image.ravel() / 255
    return x


# %% right="prepare"
def prepare(images):
    return np.float32(1 / 255) * images.reshape(-1, 784).T


# %% right="prepare"
def prepare(images):
    return np.einsum("irc->rci", images).reshape(28 * 28, -1) / 255


# %% right="prepare"
def prepare(images):
    x = np.empty((784, len(images)), dtype=np.float64)
    for i, image in enumerate(images):
        x[:, i] = image.flatten()
    x /= 255
    return x


# %% wrong="predict_shapes" mistake="200 units taken"
shape_z1 = (200, 4000)
shape_a2 = (10, 4000)
parameter_count = 159010


# %% wrong="predict_shapes" mistake="biases counted for every image"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 784 * 200 + 200 * 10 + (200 + 10) * 4000


# %% wrong="predict_shapes" mistake="784 inputs in both layers"
shape_z1 = (128, 4000)
shape_a2 = (10, 4000)
parameter_count = 200 * 784 + 200 + 10 * 784 + 10


# %% right="predict_shapes"
shape_z1 = [128, 4000]
shape_a2 = [10, 4000]
parameter_count = sum(np.prod(s) for s in ((200, 784), (200, 1), (10, 200), (10, 1)))


# %% right="predict_shapes"
shape_z1 = (np.zeros((128, 784)) @ np.zeros((784, 4000))).shape
shape_a2 = (10, shape_z1[1])
parameter_count = 200 * 785 + 10 * 201


# %% right="predict_shapes"
shape_z1 = np.array([128, 4000])
shape_a2 = np.array([10, 4000])
parameter_count = np.int64(159010)


# %% wrong="softmax" mistake="one sum for all columns"
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum()


# %% wrong="softmax" mistake="shifted above the line only"
def softmax(z):
    return np.exp(z - z.max(axis=0)) / np.exp(z).sum(axis=0)


# %% wrong="softmax" mistake="powers of 2"
def softmax(z):
    e = 2.0 ** (z - z.max(axis=0))
    return e / e.sum(axis=0)


# %% wrong="softmax" mistake="exponential missing"
def softmax(z):
    return z / z.sum(axis=0)


# %% wrong="softmax" mistake="large number added to the sum"
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / (e.sum(axis=0) + 0.01)


# %% wrong="softmax" mistake="minimum subtracted"
def softmax(z):
    e = np.exp(z - z.min(axis=0))
    return e / e.sum(axis=0)


# %% wrong="softmax" mistake="one-hot columns"
def softmax(z):
    return (z == z.max(axis=0)).astype(float)


# %% right="softmax"
def softmax(z):
    s = z - np.max(z, axis=0, keepdims=True)
    return np.exp(s - np.log(np.sum(np.exp(s), axis=0, keepdims=True)))


# %% right="softmax"
def softmax(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=0))


# %% right="softmax"
def softmax(z):
    return torch.softmax(torch.from_numpy(z), dim=0).numpy()


# %% wrong="forward_prop" mistake="softmax instead of ReLU"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = softmax(z1)
    z2 = w2 @ a1 + b2
    return z1, a1, z2, softmax(z2)


# %% wrong="forward_prop" mistake="tanh instead of ReLU"
def forward_prop(w1, b1, w2, b2, x):
    z1 = np.dot(w1, x) + b1
    a1 = np.tanh(z1)
    z2 = np.dot(w2, a1) + b2
    return z1, a1, z2, softmax(z2)


# %% wrong="forward_prop" mistake="dictionary instead of four arrays"
def forward_prop(w1, b1, w2, b2, x):
    z1 = w1 @ x + b1
    a1 = relu(z1)
    z2 = w2 @ a1 + b2
    return {"z1": z1, "a1": a1, "z2": z2, "a2": softmax(z2)}


# %% right="forward_prop"
def forward_prop(w1, b1, w2, b2, x):
    z1 = np.einsum("hn,nm->hm", w1, x) + b1
    a1 = z1 * (z1 > 0)
    z2 = np.einsum("kh,hm->km", w2, a1) + b2
    return z1, a1, z2, softmax(z2)


# %% right="forward_prop"
def forward_prop(w1, b1, w2, b2, x):
    return (z1 := w1 @ x + b1), (a1 := relu(z1)), (z2 := w2 @ a1 + b2), softmax(z2)


# %% right="forward_prop"
def forward_prop(w1, b1, w2, b2, x):
    layer = lambda w, b, a: np.matmul(w, a) + b
    out = [layer(w1, b1, x)]
    out.append(relu(out[0]))
    out.append(layer(w2, b2, out[1]))
    out.append(softmax(out[2]))
    return tuple(out)


# %% wrong="get_predictions" mistake="made a column"
def get_predictions(a2):
    return a2.argmax(axis=0).reshape(-1, 1)


# %% wrong="get_predictions" mistake="classes counted from the last"
def get_predictions(a2):
    return a2[::-1].argmax(axis=0)


# %% right="get_predictions"
def get_predictions(a2):
    return np.argsort(-a2, axis=0, kind="stable")[0]


# %% right="get_predictions"
def get_predictions(a2):
    return np.array([int(column.argmax()) for column in a2.T])


# %% right="get_predictions"
def get_predictions(a2):
    return torch.from_numpy(a2).argmax(dim=0).numpy()


# %% wrong="accuracy" mistake="all or nothing"
def accuracy(predictions, y):
    return np.sum(predictions == y) // len(y)


# %% wrong="accuracy" mistake="order ignored"
def accuracy(predictions, y):
    return np.mean(np.sort(predictions) == np.sort(y))


# %% wrong="accuracy" mistake="neighbouring digits counted as right"
def accuracy(predictions, y):
    return np.mean(np.abs(predictions - y) <= 1)


# %% right="accuracy"
def accuracy(predictions, y):
    return sum(p == t for p, t in zip(predictions, y)) / len(y)


# %% right="accuracy"
def accuracy(predictions, y):
    return 1 - np.count_nonzero(predictions - y) / y.size


# %% right="accuracy"
def accuracy(predictions, y):
    return np.equal(predictions, y).mean(dtype=np.float32)


# %% wrong="one_hot" mistake="label in place of the 1"
def one_hot(y, classes=10):
    out = np.zeros((classes, len(y)))
    out[y, np.arange(len(y))] = y
    return out


# %% wrong="one_hot" mistake="ones and zeros swapped"
def one_hot(y, classes=10):
    return 1.0 - (np.arange(classes)[:, None] == y)


# %% wrong="one_hot" mistake="classes counted from the labels"
def one_hot(y, classes=10):
    return (np.unique(y)[:, None] == y).astype(float)


# %% wrong="one_hot" mistake="a column for each class"
def one_hot(y, classes=10):
    out = np.zeros((classes, classes))
    out[y, np.arange(len(y))] = 1
    return out


# %% wrong="one_hot" mistake="state kept between calls"
_table = {}


def one_hot(y, classes=10):
    out = _table.setdefault((classes, len(y)), np.zeros((classes, len(y))))
    out[y, np.arange(len(y))] = 1
    return out


# %% wrong="one_hot" mistake="smoothed"
def one_hot(y, classes=10):
    return 0.9 * np.eye(classes)[:, y] + 0.1 / classes


# %% right="one_hot"
def one_hot(y, classes=10):
    return np.eye(classes, dtype=np.float32)[:, y]


# %% right="one_hot"
def one_hot(y, classes=10):
    return (np.arange(classes)[:, None] == y).astype(np.float64)


# %% right="one_hot"
def one_hot(y, classes=10):
    return torch.nn.functional.one_hot(torch.as_tensor(y), classes).T.numpy()


# %% wrong="cross_entropy" mistake="largest probability taken"
def cross_entropy(a2, y):
    return -np.log(np.maximum(a2.max(axis=0), 1e-12)).mean()


# %% wrong="cross_entropy" mistake="whole rows taken"
def cross_entropy(a2, y):
    return -np.log(np.maximum(a2[y], 1e-12)).mean()


# %% wrong="cross_entropy" mistake="squared error"
def cross_entropy(a2, y):
    return ((a2 - one_hot(y)) ** 2).sum() / len(y)


# %% wrong="cross_entropy" mistake="softmax applied again"
def cross_entropy(a2, y):
    p = softmax(a2)
    return -np.log(p[y, np.arange(len(y))]).mean()


# %% wrong="cross_entropy" mistake="1 added before the logarithm"
def cross_entropy(a2, y):
    return -np.log1p(a2[y, np.arange(len(y))]).mean()


# %% right="cross_entropy"
def cross_entropy(a2, y):
    return float(-np.log(a2[y, np.arange(a2.shape[1])] + 1e-12).mean())


# %% right="cross_entropy"
def cross_entropy(a2, y):
    return -(one_hot(y) * np.log(np.clip(a2, 1e-12, None))).sum() / y.size


# %% right="cross_entropy"
def cross_entropy(a2, y):
    total = 0.0
    for i, label in enumerate(y):
        total -= np.log(max(a2[label, i], 1e-12))
    return total / len(y)


# %% wrong="init_params" mistake="outputs counted too"
def init_params(seed):
    draw = np.random.default_rng(seed)
    return (draw.normal(0, (2 / 912) ** 0.5, (128, 784)), np.zeros((128, 1)),
            draw.normal(0, (2 / 138) ** 0.5, (10, 128)), np.zeros((10, 1)))


# %% wrong="init_params" mistake="seed ignored"
_draw = np.random.default_rng(0)


def init_params(seed):
    return (_draw.normal(0, np.sqrt(2 / 784), (128, 784)), np.zeros((128, 1)),
            _draw.normal(0, np.sqrt(2 / 128), (10, 128)), np.zeros((10, 1)))


# %% wrong="init_params" mistake="1 / n instead of 2 / n"
def init_params(seed):
    draw = np.random.default_rng(seed)
    return (draw.normal(0, np.sqrt(2 / 784), (128, 784)), np.zeros((128, 1)),
            draw.normal(0, np.sqrt(1 / 128), (10, 128)), np.zeros((10, 1)))


# %% right="init_params"
def init_params(seed):
    g = np.random.RandomState(seed)
    return (g.randn(128, 784) / np.sqrt(784 / 2), np.zeros((128, 1)), g.randn(10, 128) / 8, np.zeros((10, 1)))


# %% right="init_params"
def init_params(seed):
    draw = np.random.default_rng(seed)
    out = []
    for inputs, units in ((784, 128), (128, 10)):
        limit = np.sqrt(6 / inputs)
        out += [draw.uniform(-limit, limit, (units, inputs)).astype(np.float32), np.zeros((units, 1), np.float32)]
    return tuple(out)


# %% right="init_params"
def init_params(seed):
    g = torch.Generator().manual_seed(seed)
    w1 = torch.randn(128, 784, generator=g) * (2 / 784) ** 0.5
    w2 = torch.randn(10, 128, generator=g) * (2 / 128) ** 0.5
    return w1.numpy(), np.zeros((128, 1), np.float32), w2.numpy(), np.zeros((10, 1), np.float32)


# %% wrong="relu_grad" mistake="0 divided by 0"
def relu_grad(z):
    return np.maximum(z, 0) / z


# %% wrong="relu_grad" mistake="slope of the sigmoid"
def relu_grad(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


# %% wrong="relu_grad" mistake="two dimensions written in"
def relu_grad(z):
    out = np.zeros(z.shape)
    rows, columns = z.shape
    for r in range(rows):
        for c in range(columns):
            out[r, c] = 1 if z[r, c] > 0 else 0
    return out


# %% wrong="relu_grad" mistake="nudge too large"
def relu_grad(z):
    return (relu(z + 1) - relu(z - 1)) / 2


# %% wrong="relu_grad" mistake="shape lost"
def relu_grad(z):
    return np.array([float(v > 0) for v in z.flatten()])


# %% right="relu_grad"
def relu_grad(z):
    return np.heaviside(z, 0.5)


# %% right="relu_grad"
def relu_grad(z):
    return np.where(z >= 0, 1, 0)


# %% right="relu_grad"
def relu_grad(z):
    return (np.sign(z) + 1) / 2


# %% wrong="back_prop" mistake="twice too large"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = 2 * (a2 - one_hot(y))
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    return dz1 @ x.T / m, dz1.sum(axis=1, keepdims=True) / m, dz2 @ a1.T / m, dz2.sum(axis=1, keepdims=True) / m


# %% wrong="back_prop" mistake="1/m with the wrong m"
def back_prop(z1, a1, a2, w2, x, y):
    m = a2.shape[0]
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    return dz1 @ x.T / m, dz1.sum(axis=1, keepdims=True) / m, dz2 @ a1.T / m, dz2.sum(axis=1, keepdims=True) / m


# %% wrong="back_prop" mistake="sizes written in"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    db1 = np.zeros((128, 1))
    db1[:] = dz1.sum(axis=1, keepdims=True) / m
    return dz1 @ x.T / m, db1, dz2 @ a1.T / m, dz2.sum(axis=1, keepdims=True) / m


# %% wrong="back_prop" mistake="layer 2's weights with z1"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    dz2 = a2 - one_hot(y)
    dz1 = (w2.T @ dz2) * relu_grad(z1)
    return dz1 @ x.T / m, dz1.sum(axis=1, keepdims=True) / m, dz2 @ z1.T / m, dz2.sum(axis=1, keepdims=True) / m


# %% wrong="back_prop" mistake="last example only"
def back_prop(z1, a1, a2, w2, x, y):
    for i in range(len(y)):
        dz2 = a2[:, i : i + 1] - one_hot(y[i : i + 1])
        dz1 = (w2.T @ dz2) * relu_grad(z1[:, i : i + 1])
        out = dz1 @ x[:, i : i + 1].T, dz1, dz2 @ a1[:, i : i + 1].T, dz2
    return out


# %% right="back_prop"
def back_prop(z1, a1, a2, w2, x, y):
    m = x.shape[1]
    dz2 = a2.copy()
    dz2[y, np.arange(m)] -= 1
    dz2 /= m
    dz1 = w2.T @ dz2
    dz1[z1 <= 0] = 0
    return dz1 @ x.T, dz1.sum(axis=1)[:, None], dz2 @ a1.T, dz2.sum(axis=1)[:, None]


# %% right="back_prop"
def back_prop(z1, a1, a2, w2, x, y):
    m = len(y)
    d2 = (a2 - one_hot(y, 10)) / m
    d1 = np.einsum("kj,ki->ji", w2, d2) * (a1 > 0)
    ones = np.ones((m, 1))
    return np.einsum("ji,ni->jn", d1, x), d1 @ ones, np.einsum("ki,ji->kj", d2, a1), d2 @ ones


# %% right="back_prop"
def back_prop(z1, a1, a2, w2, x, y):
    error = a2 - (np.arange(10)[:, None] == y)
    hidden = np.where(z1 > 0, w2.T @ error, 0)

    def gradients(err, value):
        return np.tensordot(err, value, axes=(1, 1)) / len(y), err.mean(axis=1, keepdims=True)

    return (*gradients(hidden, x), *gradients(error, a1))


# %% wrong="update_params" mistake="subtracted the other way"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return lr * dw1 - w1, lr * db1 - b1, lr * dw2 - w2, lr * db2 - b2


# %% wrong="update_params" mistake="weights pulled towards 0"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return tuple(p - lr * (g + 0.01 * p) for p, g in ((w1, dw1), (b1, db1), (w2, dw2), (b2, db2)))


# %% wrong="update_params" mistake="gradient clipped"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return tuple(p - lr * np.clip(g, -1, 1) for p, g in ((w1, dw1), (b1, db1), (w2, dw2), (b2, db2)))


# %% wrong="update_params" mistake="state kept between calls"
velocity = {}


def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    out = []
    for k, (p, g) in enumerate(((w1, dw1), (b1, db1), (w2, dw2), (b2, db2))):
        velocity[k] = 0.9 * velocity.get(k, 0) + g
        out.append(p - lr * velocity[k])
    return tuple(out)


# %% wrong="update_params" mistake="smaller rate for the biases"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    return w1 - lr * dw1, b1 - lr / 2 * db1, w2 - lr * dw2, b2 - lr / 2 * db2


# %% right="update_params"
def update_params(*args):
    *arrays, lr = args
    return tuple(p - lr * g for p, g in zip(arrays[:4], arrays[4:], strict=True))


# %% right="update_params"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    step = lambda p, g: np.add(p, -lr * g)
    return [step(w1, dw1), step(b1, db1), step(w2, dw2), step(b2, db2)]


# %% right="update_params"
def update_params(w1, b1, w2, b2, dw1, db1, dw2, db2, lr):
    w1, b1, w2, b2 = w1.copy(), b1.copy(), w2.copy(), b2.copy()
    w1 -= lr * dw1
    b1 -= lr * db1
    w2 -= lr * dw2
    b2 -= lr * db2
    return w1, b1, w2, b2


# %% wrong="gradient_descent" mistake="trained on both sets"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    p = init_params(seed)
    rows = []
    for i in range(iterations):
        z1, a1, z2, a2 = forward_prop(*p, x)
        train = accuracy(get_predictions(a2), y)
        p = update_params(*p, *back_prop(z1, a1, a2, p[2], x, y), lr)
        z1, a1, z2, a2 = forward_prop(*p, x_dev)
        rows.append((i, train, accuracy(get_predictions(a2), y_dev)))
        p = update_params(*p, *back_prop(z1, a1, a2, p[2], x_dev, y_dev), lr)
    return p, rows


# %% wrong="gradient_descent" mistake="one row too few"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    p = init_params(seed)
    rows = []
    for i in range(iterations):
        z1, a1, z2, a2 = forward_prop(*p, x)
        train = accuracy(get_predictions(a2), y)
        p = update_params(*p, *back_prop(z1, a1, a2, p[2], x, y), lr)
        rows.append((i, train, accuracy(get_predictions(forward_prop(*p, x_dev)[3]), y_dev)))
        if train == 1:
            break
    return p, rows


# %% wrong="gradient_descent" mistake="state kept between calls"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed, rows=[]):
    p = init_params(seed)
    for i in range(iterations):
        z1, a1, z2, a2 = forward_prop(*p, x)
        p = update_params(*p, *back_prop(z1, a1, a2, p[2], x, y), lr)
        rows.append((i, accuracy(get_predictions(a2), y), accuracy(get_predictions(forward_prop(*p, x_dev)[3]), y_dev)))
    return p, rows


# %% wrong="gradient_descent" mistake="loss instead of accuracy"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    p = init_params(seed)
    rows = []
    for i in range(iterations):
        z1, a1, z2, a2 = forward_prop(*p, x)
        p = update_params(*p, *back_prop(z1, a1, a2, p[2], x, y), lr)
        rows.append((i, cross_entropy(a2, y), accuracy(get_predictions(forward_prop(*p, x_dev)[3]), y_dev)))
    return p, rows


# %% wrong="gradient_descent" mistake="learning rate changed on the way"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    p = init_params(seed)
    rows = []
    for i in range(iterations):
        z1, a1, z2, a2 = forward_prop(*p, x)
        p = update_params(*p, *back_prop(z1, a1, a2, p[2], x, y), lr / (1 + i))
        rows.append((i, accuracy(get_predictions(a2), y), accuracy(get_predictions(forward_prop(*p, x_dev)[3]), y_dev)))
    return p, rows


# %% wrong="gradient_descent" mistake="parameters of another step returned"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    p = best = init_params(seed)
    top, rows = -1, []
    for i in range(iterations):
        z1, a1, z2, a2 = forward_prop(*p, x)
        p = update_params(*p, *back_prop(z1, a1, a2, p[2], x, y), lr)
        dev = accuracy(get_predictions(forward_prop(*p, x_dev)[3]), y_dev)
        rows.append((i, accuracy(get_predictions(a2), y), dev))
        if dev > top:
            top, best = dev, p
    return best, rows


# %% right="gradient_descent"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    history = []
    params = init_params(seed)
    for step in progress(range(iterations)):
        z1, a1, _, a2 = forward_prop(*params, x)
        grads = back_prop(z1, a1, a2, params[2], x, y)
        params = update_params(*params, *grads, lr)
        dev = get_predictions(forward_prop(*params, x_dev)[-1])
        history.append((step, accuracy(get_predictions(a2), y), accuracy(dev, y_dev)))
    return params, history


# %% right="gradient_descent"
class Trainer:
    def __init__(self, seed, lr):
        self.p, self.lr = init_params(seed), lr

    def read(self, x, y):
        return accuracy(get_predictions(forward_prop(*self.p, x)[3]), y)

    def step(self, x, y):
        z1, a1, _, a2 = forward_prop(*self.p, x)
        self.p = update_params(*self.p, *back_prop(z1, a1, a2, self.p[2], x, y), self.lr)
        return accuracy(get_predictions(a2), y)


def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    t = Trainer(seed, lr)
    return_rows = [(k, t.step(x, y), t.read(x_dev, y_dev)) for k in range(iterations)]
    return tuple(t.p), return_rows


# %% right="gradient_descent"
def gradient_descent(x, y, x_dev, y_dev, iterations, lr, seed):
    def go(k, p, rows):
        if k == iterations:
            return p, rows
        z1, a1, _, a2 = forward_prop(*p, x)
        q = update_params(*p, *back_prop(z1, a1, a2, p[2], x, y), lr)
        dev = np.mean(forward_prop(*q, x_dev)[3].argmax(0) == y_dev)
        return go(k + 1, q, [*rows, (k, np.mean(a2.argmax(0) == y), dev)])

    return go(0, init_params(seed), [])

# %% wrong="get_predictions" mistake="argument changed"
def get_predictions(a2):
    a2 -= a2.max(axis=0)
    return (a2 == 0).argmax(axis=0)


# %% wrong="accuracy" mistake="argument changed"
def accuracy(predictions, y):
    predictions -= y
    return float((predictions == 0).mean())


# %% wrong="one_hot" mistake="argument changed"
def one_hot(y, classes=10):
    places = y
    places *= classes
    out = np.zeros((len(y), classes))
    out.flat[places // classes + classes * np.arange(len(y))] = 1
    return out.T


# %% wrong="accuracy" mistake="order ignored"
def accuracy(predictions, y):
    return sum(sorted(predictions.tolist())[i] == label for i, label in enumerate(sorted(y.tolist()))) / len(y)


# %% wrong="init_params" mistake="units that start alike"
def init_params(seed):
    draw = np.random.default_rng(seed)
    w1 = np.tile(draw.standard_normal((1, 784)) * np.sqrt(2 / 784), (128, 1))
    w2 = draw.standard_normal((10, 128)) / 8
    w1 *= np.sqrt(2 / 784) / w1.std()
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))


# %% right="init_params"
def init_params(seed):
    """Random signs have mean 0 and the square of their size as the variance."""
    draw = np.random.default_rng(seed)
    w1 = draw.choice([-1.0, 1.0], (128, 784)) * (2 / 784) ** 0.5
    w2 = draw.choice([-1.0, 1.0], (10, 128)) / 8
    return w1, np.zeros((128, 1)), w2, np.zeros((10, 1))
