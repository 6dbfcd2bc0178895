# %% wrong="predict_slopes" mistake="backward difference"
forward_slope = 7.0
central_slope = 13.0

# %% wrong="predict_slopes" mistake="divided by h"
forward_slope = 19.0
central_slope = 26.0

# %% wrong="predict_slopes" mistake="forward and central exchanged"
forward_slope = 13.0
central_slope = 19.0

# %% wrong="predict_slopes" mistake="true slope"
forward_slope = 12.0
central_slope = 12.0

# %% wrong="predict_slopes" mistake="true slope"
forward_slope = 19.0
central_slope = 12.0

# %% wrong="predict_slopes" mistake="forward instead of central difference"
forward_slope = 19.0
central_slope = 19.0

# %% right="predict_slopes"
forward_slope, central_slope = 19, 13

# %% right="predict_slopes"
def cube(x):
    return x**3


forward_slope = cube(2 + 1) - cube(2)
central_slope = (cube(2 + 1) - cube(2 - 1)) / 2

# %% right="predict_slopes"
forward_slope = np.float32(19)
central_slope = np.array(13.0)

# %% wrong="numerical_gradient" mistake="forward instead of central difference"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x)) / h
    return slope

# %% wrong="numerical_gradient" mistake="backward difference"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x) - f(x - nudge)) / h
    return slope

# %% wrong="numerical_gradient" mistake="divided by h"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / h
    return slope

# %% wrong="numerical_gradient" mistake="sign turned"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x - nudge) - f(x + nudge)) / (2 * h)
    return slope

# %% wrong="numerical_gradient" mistake="all entries nudged at once"
def numerical_gradient(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)

# %% wrong="numerical_gradient" mistake="all entries nudged at once"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))

# %% wrong="numerical_gradient" mistake="h not used"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = 1e-5
        slope[i] = (f(x + nudge) - f(x - nudge)) / 2e-5
    return slope

# %% wrong="numerical_gradient" mistake="entry not put back"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        slope[i] = (up - f(x)) / (2 * h)
    return slope

# %% wrong="numerical_gradient" mistake="entry not put back"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] -= h
        down = f(x)
        x[i] += 2 * h
        slope[i] = (f(x) - down) / (2 * h)
    return slope

# %% wrong="numerical_gradient" mistake="argument changed"
def numerical_gradient(f, x, h=1e-5):
    slope = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        slope[i] = (up - f(x)) / (2 * h)
    return slope

# %% wrong="numerical_gradient" mistake="integer copy"
def numerical_gradient(f, x, h=1e-5):
    x = x.copy()
    slope = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        kept = x[i]
        x[i] = kept + h
        up = f(x)
        x[i] = kept - h
        slope[i] = (up - f(x)) / (2 * h)
        x[i] = kept
    return slope

# %% wrong="numerical_gradient" mistake="integer copy"
def numerical_gradient(f, x, h=1e-5):
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return slope

# %% wrong="numerical_gradient" mistake="shape lost"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = []
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope.append((f(x + nudge) - f(x - nudge)) / (2 * h))
    return np.array(slope)

# %% wrong="numerical_gradient" mistake="no return"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)

# %% right="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=np.float64)
    nudges = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + n) - f(x - n)) / (2 * h) for n in nudges]).reshape(x.shape)

# %% right="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    x = x.astype(float)
    slope = np.empty(x.shape)
    for i in range(x.size):
        kept = x.flat[i]
        x.flat[i] = kept + h
        up = f(x)
        x.flat[i] = kept - h
        slope.flat[i] = (up - f(x)) / (2 * h)
        x.flat[i] = kept
    return slope

# %% right="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    def walk(prefix, part):
        if part.ndim:
            return [walk((*prefix, i), part[i]) for i in range(len(part))]
        up, down = x.astype(float), x.astype(float)
        up[prefix] += h
        down[prefix] -= h
        return 0.5 * (f(up) - f(down)) / h

    return np.array(walk((), np.asarray(x)))

# %% right="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    # in place, but as it was when it is done
    if x.dtype.kind != "f":
        x = x.astype(float)
    slope = np.zeros_like(x)
    for i, kept in np.ndenumerate(x.copy()):
        x[i] = kept + h
        slope[i] += f(x) / (2 * h)
        x[i] = kept - h
        slope[i] -= f(x) / (2 * h)
        x[i] = kept
    return slope

# %% wrong="descend" mistake="uphill"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] + lr * grad(path[-1]))
    return np.array(path)

# %% wrong="descend" mistake="path without its start"
def descend(grad, start, lr, steps):
    p, path = np.array(start, dtype=float), []
    for _ in range(steps):
        p = p - lr * grad(p)
        path.append(p)
    return np.array(path)

# %% wrong="descend" mistake="path without its start"
def descend(grad, start, lr, steps):
    p, path = np.array(start, dtype=float), []
    for _ in range(steps + 1):
        p = p - lr * grad(p)
        path.append(p)
    return np.array(path)

# %% wrong="descend" mistake="last step missing"
def descend(grad, start, lr, steps):
    p, path = np.array(start, dtype=float), []
    for _ in range(steps):
        path.append(p)
        p = p - lr * grad(p)
    return np.array(path)

# %% wrong="descend" mistake="last point only"
def descend(grad, start, lr, steps):
    p = np.array(start, dtype=float)
    for _ in range(steps):
        p = p - lr * grad(p)
    return p

# %% wrong="descend" mistake="same array in every row"
def descend(grad, start, lr, steps):
    p = np.array(start, dtype=float)
    path = [p]
    for _ in range(steps):
        p -= lr * grad(p)
        path.append(p)
    return np.array(path)

# %% wrong="descend" mistake="argument changed"
def descend(grad, start, lr, steps):
    path = [start.astype(float)]
    for _ in range(steps):
        start -= lr * grad(start)
        path.append(start.copy())
    return np.array(path)

# %% wrong="descend" mistake="gradient of the start"
def descend(grad, start, lr, steps):
    slope = grad(start)
    return np.array([start - lr * k * slope for k in range(steps + 1)])

# %% wrong="descend" mistake="integer path"
def descend(grad, start, lr, steps):
    path = np.zeros((steps + 1, len(start)), dtype=start.dtype)
    path[0] = start
    for k in range(steps):
        path[k + 1] = path[k] - lr * grad(path[k])
    return path

# %% wrong="descend" mistake="learning rate not used"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - grad(path[-1]))
    return np.array(path)

# %% wrong="descend" mistake="points as columns"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.stack(path, axis=1)

# %% right="descend"
def descend(grad, start, lr, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for k in range(steps):
        path[k + 1] = path[k] - lr * grad(path[k])
    return path

# %% right="descend"
def descend(grad, start, lr, steps):
    p = np.array(start, dtype=float)
    path = [p.copy()]
    for _ in range(steps):
        p -= lr * grad(p)
        path.append(p.copy())
    return np.array(path)

# %% right="descend"
def descend(grad, start, lr, steps):
    if steps == 0:
        return np.array([start], dtype=float)
    before = descend(grad, start, lr, steps - 1)
    return np.vstack([before, before[-1] - lr * grad(before[-1])])

# %% right="descend"
def descend(grad, start, lr, steps):
    path = [start.astype(np.float32)]
    while len(path) <= steps:
        path += [(path[-1] - lr * grad(path[-1])).astype(np.float32)]
    return np.stack(path)

# %% wrong="predict_rate" mistake="uphill"
next_point = [4.4, 2.0]
largest_rate = 0.2

# %% wrong="predict_rate" mistake="steepness left out"
next_point = [3.6, 0.9]
largest_rate = 0.2

# %% wrong="predict_rate" mistake="learning rate not used"
next_point = [0.0, -9.0]
largest_rate = 0.2

# %% wrong="predict_rate" mistake="the step, not the point"
next_point = [-0.4, -1.0]
largest_rate = 0.2

# %% wrong="predict_rate" mistake="factor zero"
next_point = [3.6, 0.0]
largest_rate = 0.1

# %% wrong="predict_rate" mistake="the flat direction"
next_point = [3.6, 0.0]
largest_rate = 2

# %% wrong="predict_rate" mistake="factor of plus one"
next_point = [3.6, 0.0]
largest_rate = 0.0

# %% right="predict_rate"
next_point = np.array([4.0, 1.0]) - 0.1 * np.array([4.0, 10.0])
largest_rate = 2 / 10

# %% right="predict_rate"
next_point = (3.6, 0)
largest_rate = 0.2

# %% right="predict_rate"
next_point = descend(bowl_grad, np.array([4, 1]), 0.1, 1)[-1]
largest_rate = np.float32(0.2)

# %% wrong="blame" mistake="error left out"
def blame(weights, zs, error):
    deltas, delta = [], error
    for W, z in zip(weights[::-1], zs[-2::-1], strict=False):
        delta = (W @ delta) * (z > 0)
        deltas.insert(0, delta)
    return deltas

# %% wrong="blame" mistake="deltas from last to first"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=False):
        deltas.append((W @ deltas[-1]) * (z > 0))
    return deltas

# %% wrong="blame" mistake="W the wrong way round"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=False):
        deltas.append((W.T @ deltas[-1]) * (z > 0))
    return deltas[::-1]

# %% wrong="blame" mistake="ReLU mask missing"
def blame(weights, zs, error):
    deltas = [error]
    for W in weights[::-1]:
        deltas.append(W @ deltas[-1])
    return deltas[::-1]

# %% wrong="blame" mistake="ReLU mask of the wrong layer"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[:0:-1], strict=False):
        deltas.append((W @ deltas[-1]) * (z > 0))
    return deltas[::-1]

# %% wrong="blame" mistake="ReLU mask missing at the first z"
def blame(weights, zs, error):
    deltas = [error]
    for k in range(len(weights) - 1, -1, -1):
        delta = weights[k] @ deltas[0]
        deltas.insert(0, delta * (zs[k] > 0) if k else delta)
    return deltas

# %% wrong="blame" mistake="relu(z) in place of its slope"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=False):
        deltas.append((W @ deltas[-1]) * np.maximum(z, 0))
    return deltas[::-1]

# %% wrong="blame" mistake="ReLU mask on the error"
def blame(weights, zs, error):
    deltas = [error * (zs[-1] > 0)]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=False):
        deltas.append((W @ deltas[-1]) * (z > 0))
    return deltas[::-1]

# %% wrong="blame" mistake="weights taken from the front"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights, zs[-2::-1], strict=False):
        deltas.append((W @ deltas[-1]) * (z > 0))
    return deltas[::-1]

# %% wrong="blame" mistake="argument changed"
def blame(weights, zs, error):
    deltas, delta = [error.copy()], error
    for W, z in zip(weights[::-1], zs[-2::-1], strict=False):
        if W.shape[0] == W.shape[1]:
            delta[:] = (W @ delta) * (z > 0)
        else:
            delta = (W @ delta) * (z > 0)
        deltas.insert(0, delta.copy())
    return deltas

# %% right="blame"
def blame(weights, zs, error):
    if not weights:
        return [error]
    later = blame(weights[1:], zs[1:], error)
    return [np.where(zs[0] > 0, weights[0] @ later[0], 0.0), *later]

# %% right="blame"
def blame(weights, zs, error):
    deltas = [np.zeros(len(z)) for z in zs]
    deltas[-1] += error
    for k in reversed(range(len(weights))):
        for i in range(len(zs[k])):
            for j in range(len(zs[k + 1])):
                if zs[k][i] > 0:
                    deltas[k][i] += weights[k][i, j] * deltas[k + 1][j]
    return deltas

# %% right="blame"
def blame(weights, zs, error):
    delta = np.asarray(error, dtype=np.float32)
    deltas = [delta]
    for k in range(len(weights) - 1, -1, -1):
        delta = np.einsum("ij,j,i->i", weights[k].astype(np.float32), delta, np.float32(zs[k] > 0))
        deltas = [delta, *deltas]
    return tuple(deltas)

# %% wrong="blame" mistake="unit at 0 taken as open"
def blame(weights, zs, error):
    deltas = [error]
    for k in range(len(weights))[::-1]:
        deltas.insert(0, np.heaviside(zs[k], 0.5) * (deltas[0] @ weights[k].T))
    return deltas

# %% right="blame"
def blame(weights, zs, error):
    import torch

    leaves = [torch.from_numpy(np.array(zs[0], dtype=float)).requires_grad_()]
    for W in weights:
        leaves.append(torch.relu(leaves[-1]) @ torch.from_numpy(W))
    loss = (leaves[-1] * torch.from_numpy(error)).sum()
    return [g.numpy() for g in torch.autograd.grad(loss, leaves)]

# %% wrong="cosine_similarity" mistake="not divided by the lengths"
def cosine_similarity(u, v):
    return float(u @ v)

# %% wrong="cosine_similarity" mistake="square root missing"
def cosine_similarity(u, v):
    return float(u @ v / ((u @ u) * (v @ v)))

# %% wrong="cosine_similarity" mistake="one length missing"
def cosine_similarity(u, v):
    return float(u @ v / np.linalg.norm(u))

# %% wrong="cosine_similarity" mistake="one length missing"
def cosine_similarity(u, v):
    return float(u @ v / np.linalg.norm(v))

# %% wrong="cosine_similarity" mistake="lengths added"
def cosine_similarity(u, v):
    return float(u @ v / (np.linalg.norm(u) + np.linalg.norm(v)))

# %% wrong="cosine_similarity" mistake="distance instead of angle"
def cosine_similarity(u, v):
    return float(1 - u @ v / np.sqrt((u @ u) * (v @ v)))

# %% wrong="cosine_similarity" mistake="distance instead of angle"
def cosine_similarity(u, v):
    return float(np.linalg.norm(u - v))

# %% wrong="cosine_similarity" mistake="angle instead of its cosine"
def cosine_similarity(u, v):
    return float(np.arccos(u @ v / np.sqrt((u @ u) * (v @ v))))

# %% wrong="cosine_similarity" mistake="means subtracted"
def cosine_similarity(u, v):
    return float(np.corrcoef(u, v)[0, 1])

# %% wrong="cosine_similarity" mistake="sign lost"
def cosine_similarity(u, v):
    return float(abs(u @ v) / np.sqrt((u @ u) * (v @ v)))

# %% wrong="cosine_similarity" mistake="lengths without squares"
def cosine_similarity(u, v):
    return float(u @ v / (np.abs(u).sum() * np.abs(v).sum()))

# %% wrong="cosine_similarity" mistake="not summed"
def cosine_similarity(u, v):
    return u * v / (np.linalg.norm(u) * np.linalg.norm(v))

# %% wrong="cosine_similarity" mistake="argument changed"
def cosine_similarity(u, v):
    u /= np.linalg.norm(u)
    v /= np.linalg.norm(v)
    return float(u @ v)

# %% right="cosine_similarity"
def cosine_similarity(u, v):
    return np.dot(u, v) / (np.linalg.norm(u) * np.linalg.norm(v))

# %% right="cosine_similarity"
def cosine_similarity(u, v):
    dot = long = short = 0.0
    for a, b in zip(u, v, strict=False):
        dot, long, short = dot + a * b, long + a * a, short + b * b
    return dot / (long**0.5 * short**0.5)

# %% right="cosine_similarity"
def cosine_similarity(u, v):
    u, v = u.astype(np.float32), v.astype(np.float32)
    return np.sum((u / np.sqrt(np.sum(u**2))) * (v / np.sqrt(np.sum(v**2))))

# %% right="cosine_similarity"
def cosine_similarity(u, v):
    # law of cosines on the unit vectors
    return float(1 - 0.5 * np.sum((u / np.linalg.norm(u) - v / np.linalg.norm(v)) ** 2))

# %% wrong="predict_attention" mistake="rows and columns exchanged"
weights_shape = (6, 4)
out_shape = (4, 3)
two_weights = [0.25, 0.75]
mixed_value = 17.5

# %% wrong="predict_attention" mistake="queries against queries"
weights_shape = (4, 4)
out_shape = (4, 3)
two_weights = [0.25, 0.75]
mixed_value = 17.5

# %% wrong="predict_attention" mistake="length of the queries"
weights_shape = (4, 6)
out_shape = (4, 2)
two_weights = [0.25, 0.75]
mixed_value = 17.5

# %% wrong="predict_attention" mistake="one row for each key"
weights_shape = (4, 6)
out_shape = (6, 3)
two_weights = [0.25, 0.75]
mixed_value = 17.5

# %% wrong="predict_attention" mistake="e to the 0 taken for 0"
weights_shape = (4, 6)
out_shape = (4, 3)
two_weights = [0.0, 1.0]
mixed_value = 20.0

# %% wrong="predict_attention" mistake="not divided by the sum"
weights_shape = (4, 6)
out_shape = (4, 3)
two_weights = [1, 3]
mixed_value = 70

# %% wrong="predict_attention" mistake="equal shares"
weights_shape = (4, 6)
out_shape = (4, 3)
two_weights = [0.25, 0.75]
mixed_value = 15.0

# %% wrong="predict_attention" mistake="all to the largest score"
weights_shape = (4, 6)
out_shape = (4, 3)
two_weights = [0.25, 0.75]
mixed_value = 20.0

# %% right="predict_attention"
weights_shape = [4, 6]
out_shape = [4, 3]
two_weights = (1 / 4, 3 / 4)
mixed_value = 10 / 4 + 20 * 3 / 4

# %% right="predict_attention"
weights_shape = (np.zeros((4, 2)) @ np.zeros((6, 2)).T).shape
out_shape = (np.zeros(weights_shape) @ np.zeros((6, 3))).shape
two_weights = np.exp([0, np.log(3)]) / np.exp([0, np.log(3)]).sum()
mixed_value = two_weights @ [10, 20]

# %% right="predict_attention"
weights_shape, out_shape = (4, 6), (4, 3)
two_weights = np.array([0.25, 0.75], dtype=np.float32)
mixed_value = 17.5

# %% wrong="predict_attention" mistake="keys against keys"
weights_shape = (6, 6)
out_shape = (4, 3)
two_weights = [0.25, 0.75]
mixed_value = 17.5
# %% wrong="predict_attention" mistake="the values themselves, transposed"
weights_shape = (4, 6)
out_shape = (3, 6)
two_weights = [0.25, 0.75]
mixed_value = 17.5
# %% wrong="attention" mistake="keepdims missing"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1)
    return weights @ V, weights
# %% wrong="attention" mistake="no 1/sqrt(d)"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="divided by d"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / K.shape[1]
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="multiplied by sqrt(d)"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T * np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="scaled by the wrong length"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(len(K))
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="softmax over queries"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=0, keepdims=True))
    weights = powers / powers.sum(axis=0, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="softmax over the whole table"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max())
    weights = powers / powers.sum()
    return weights @ V, weights

# %% wrong="attention" mistake="mask of 0 instead of -inf"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, 0)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="mask of 0 instead of -inf"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = scores * mask
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="mask after the softmax"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    if mask is not None:
        weights = weights * mask
    return weights @ V, weights

# %% wrong="attention" mistake="mask upside down"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, -np.inf, scores)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="mask upside down"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores[mask] = -1e9
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="mask ignored"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="K not transposed"
def attention(Q, K, V, mask=None):
    scores = Q @ K / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="Q against Q"
def attention(Q, K, V, mask=None):
    scores = Q @ Q.T / np.sqrt(Q.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="queries and keys exchanged"
def attention(Q, K, V, mask=None):
    scores = K @ Q.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="scores without the exponential"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, 0)
    weights = scores / scores.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="not divided by the sum"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores)
    return weights @ V, weights

# %% wrong="attention" mistake="no max subtracted (overflow)"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores)
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="one max for all rows"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max())
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="max of a hidden score"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    if mask is not None:
        powers = np.where(mask, powers, 0)
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% wrong="attention" mistake="weights returned first"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights, weights @ V

# %% wrong="attention" mistake="weights not returned"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True) @ V

# %% wrong="attention" mistake="out not divided by the sum"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers @ V, powers / powers.sum(axis=1, keepdims=True)

# %% wrong="attention" mistake="scores in place of weights"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return scores @ V, weights

# %% wrong="attention" mistake="argument changed"
def attention(Q, K, V, mask=None):
    Q /= np.sqrt(K.shape[1])
    scores = Q @ K.T
    if mask is not None:
        scores[~mask] = -np.inf
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights

# %% right="attention"
def attention(Q, K, V, mask=None):
    out, table = [], []
    for i, q in enumerate(Q):
        scores = [sum(a * b for a, b in zip(q, k, strict=False)) / len(q) ** 0.5 for k in K]
        allowed = [mask is None or bool(mask[i][j]) for j in range(len(K))]
        top = max(s for s, a in zip(scores, allowed, strict=False) if a)
        powers = [float(np.exp(s - top)) if a else 0.0 for s, a in zip(scores, allowed, strict=False)]
        row = [p / sum(powers) for p in powers]
        table.append(row)
        out.append(sum(w * v for w, v in zip(row, V, strict=False)))
    return np.array(out), np.array(table)

# %% right="attention"
def attention(Q, K, V, mask=None):
    import torch

    q, k, v = (torch.tensor(np.asarray(a, dtype=float)) for a in (Q, K, V))
    allowed = None if mask is None else torch.tensor(mask)
    sdpa = torch.nn.functional.scaled_dot_product_attention
    weights = sdpa(q, k, torch.eye(len(k), dtype=k.dtype), attn_mask=allowed)
    return sdpa(q, k, v, attn_mask=allowed).numpy(), weights.numpy()

# %% right="attention"
def attention(Q, K, V, mask=None):
    Q, K, V = (a.astype(np.float32) for a in (Q, K, V))
    scores = np.einsum("td,sd->ts", Q, K) / np.float32(Q.shape[1] ** 0.5)
    if mask is not None:
        scores[~mask] = -np.inf
    scores -= scores.max(axis=-1)[:, None]
    weights = np.exp(scores)
    weights /= weights.sum(axis=-1)[:, None]
    return np.einsum("ts,sv->tv", weights, V), weights

# %% right="attention"
def attention(Q, K, V, mask=None):
    scale = K.shape[1] ** -0.25
    scores = (Q * scale) @ (K * scale).T
    if mask is not None:
        scores = scores + (1 - mask) * -1e9
    log_sum = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    weights = np.exp(scores - log_sum)
    return [weights @ V, weights]

# %% wrong="causal_mask" mistake="looking ahead"
def causal_mask(T):
    return np.triu(np.ones((T, T), dtype=bool))

# %% wrong="causal_mask" mistake="own position hidden"
def causal_mask(T):
    return np.tril(np.ones((T, T), dtype=bool), k=-1)

# %% wrong="causal_mask" mistake="True where looking is forbidden"
def causal_mask(T):
    return np.triu(np.ones((T, T), dtype=bool), k=1)

# %% wrong="causal_mask" mistake="one position too far"
def causal_mask(T):
    return np.tril(np.ones((T, T), dtype=bool), k=1)

# %% wrong="causal_mask" mistake="only the own position"
def causal_mask(T):
    return np.eye(T, dtype=bool)

# %% wrong="causal_mask" mistake="numbers instead of True and False"
def causal_mask(T):
    return np.tril(np.ones((T, T)))

# %% wrong="causal_mask" mistake="scores instead of True and False"
def causal_mask(T):
    return np.where(np.tri(T) > 0, 0.0, -np.inf)

# %% right="causal_mask"
def causal_mask(T):
    return np.tri(T, dtype=bool)

# %% right="causal_mask"
def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)

# %% right="causal_mask"
def causal_mask(T):
    mask = np.zeros((T, T), dtype=bool)
    for i in range(T):
        mask[i, : i + 1] = True
    return mask

# %% right="causal_mask"
def causal_mask(T):
    return [[j <= i for j in range(T)] for i in range(T)]

# %% wrong="self_attention" mistake="Q against Q"
def self_attention(X, Wq, Wk, Wv, mask=None):
    queries = X @ Wq
    keys = X @ Wq
    values = X @ Wv
    return attention(queries, keys, values, mask)

# %% wrong="self_attention" mistake="K against K"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wk, X @ Wk, X @ Wv, mask)

# %% wrong="self_attention" mistake="queries and keys exchanged"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wk, X @ Wq, X @ Wv, mask)

# %% wrong="self_attention" mistake="keys and values exchanged"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X @ Wv, X @ Wk, mask)

# %% wrong="self_attention" mistake="X not projected"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X, X @ Wv, mask)

# %% wrong="self_attention" mistake="X not projected"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X, X @ Wk, X @ Wv, mask)

# %% wrong="self_attention" mistake="values not projected"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X @ Wk, X, mask)

# %% wrong="self_attention" mistake="keys in place of values"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X @ Wk, X @ Wk, mask)

# %% wrong="self_attention" mistake="Wv transposed"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X @ Wk, X @ Wv.T, mask)

# %% wrong="self_attention" mistake="mask dropped"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X @ Wk, X @ Wv)

# %% right="self_attention"
def self_attention(X, Wq, Wk, Wv, mask=None):
    queries = X @ Wq
    keys = X @ Wk
    values = X @ Wv
    return attention(queries, keys, values, mask)

# %% right="self_attention"
def self_attention(X, Wq, Wk, Wv, mask=None):
    out, weights = attention(X @ (Wq @ Wk.T) * np.sqrt(X.shape[1] / Wk.shape[1]), X, X, mask)
    return out @ Wv, weights

# %% right="self_attention"
def self_attention(X, Wq, Wk, Wv, mask=None):
    d = Wq.shape[1]
    scores = np.einsum("ti,ic,jc,sj->ts", X, Wq, Wk, X) / d**0.5
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    return weights @ X @ Wv, weights

# %% right="self_attention"
def self_attention(X, Wq, Wk, Wv, mask=None):
    both = X @ np.hstack([Wq, Wk, Wv])
    parts = np.split(both, [Wq.shape[1], Wq.shape[1] + Wk.shape[1]], axis=1)
    return attention(*parts, mask=mask)


# %% wrong="predict_slopes" mistake="values added"
forward_slope = 35.0
central_slope = 13.0

# %% wrong="predict_slopes" mistake="values added"
forward_slope = 19.0
central_slope = (27 + 1) / 2

# %% right="predict_slopes"
forward_slope = np.float32(27 - 8)
central_slope = np.array((27 - 1) / 2)

# %% right="predict_rate"
next_point = (np.array([4, 1]) - 0.1 * np.array([4, 10])).astype(np.float32)
largest_rate = 1 / 5

# %% wrong="numerical_gradient" mistake="return inside the loop"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)
        return slope


# %% wrong="numerical_gradient" mistake="rounded"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = round((f(x + nudge) - f(x - nudge)) / (2 * h))
    return slope


# %% wrong="numerical_gradient" mistake="float32"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float32)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return slope


# %% wrong="numerical_gradient" mistake="not divided"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = f(x + nudge) - f(x - nudge)
    return slope


# %% wrong="numerical_gradient" mistake="list instead of an array"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return slope.tolist()


# %% wrong="descend" mistake="steps missing"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
        return np.array(path)
    return np.array(path)


# %% wrong="descend" mistake="steps missing"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        step = lr * grad(path[-1])
        if np.abs(step).max() < 0.3:
            break
        path.append(path[-1] - step)
    return np.array(path)


# %% wrong="descend" mistake="list instead of an array"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return path


# %% wrong="descend" mistake="length of the step fixed"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        slope = grad(path[-1])
        path.append(path[-1] - lr * slope / np.linalg.norm(slope))
    return np.array(path)


# %% wrong="descend" mistake="state kept between calls"
def descend(grad, start, lr, steps, path=[]):
    path.append(np.array(start, dtype=float))
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


# %% wrong="descend" mistake="gradients instead of points"
def descend(grad, start, lr, steps):
    p, path = np.array(start, dtype=float), []
    for _ in range(steps):
        path.append(grad(p))
        p = p - lr * path[-1]
    return np.array([*path, grad(p)])


# %% wrong="blame" mistake="ReLU mask turned round"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=True):
        deltas.append((W @ deltas[-1]) * (z < 0))
    return deltas[::-1]


# %% wrong="blame" mistake="return inside the loop"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=True):
        deltas.append((W @ deltas[-1]) * (z > 0))
        return deltas[::-1]


# %% wrong="blame" mistake="two layers written in"
def blame(weights, zs, error):
    middle = (weights[1] @ error) * (zs[1] > 0)
    return [(weights[0] @ middle) * (zs[0] > 0), middle, error]


# %% wrong="blame" mistake="size of the weights"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=True):
        deltas.append((abs(W) @ deltas[-1]) * (z > 0))
    return deltas[::-1]


# %% wrong="cosine_similarity" mistake="rounded"
def cosine_similarity(u, v):
    return round(float(u @ v / np.sqrt((u @ u) * (v @ v))))


# %% wrong="cosine_similarity" mistake="return inside the loop"
def cosine_similarity(u, v):
    total = 0.0
    for a, b in zip(u, v, strict=True):
        total += a * b
        return total / (np.linalg.norm(u) * np.linalg.norm(v))


# %% wrong="cosine_similarity" mistake="two dimensions written in"
def cosine_similarity(u, v):
    dot = u[0] * v[0] + u[1] * v[1]
    return dot / np.sqrt((u[0] ** 2 + u[1] ** 2) * (v[0] ** 2 + v[1] ** 2))


# %% wrong="attention" mistake="value of the largest weight alone"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return V[weights.argmax(axis=1)], weights


# %% wrong="attention" mistake="rounded"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = (powers / powers.sum(axis=1, keepdims=True)).round(2)
    return weights @ V, weights


# %% wrong="attention" mistake="clamped instead of shifted"
def attention(Q, K, V, mask=None):
    scores = np.clip(Q @ K.T / np.sqrt(K.shape[1]), -50, 50)
    powers = np.exp(scores)
    if mask is not None:
        powers = powers * mask
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% wrong="causal_mask" mistake="size written in"
def causal_mask(T):
    return np.array([[True, False, False], [True, True, False], [True, True, True]])


# %% wrong="causal_mask" mistake="return inside the loop"
def causal_mask(T):
    mask = np.zeros((T, T), dtype=bool)
    for i in range(T):
        mask[i, : i + 1] = True
        return mask


# %% right="causal_mask"
def causal_mask(T):
    return [[j <= i for j in range(T)] for i in range(T)]


# %% wrong="self_attention" mistake="weights not returned"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X @ Wk, X @ Wv, mask)[0]


# %% wrong="self_attention" mistake="no return"
def self_attention(X, Wq, Wk, Wv, mask=None):
    attention(X @ Wq, X @ Wk, X @ Wv, mask)


# %% right="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    flat = np.asarray(x, dtype=float).ravel()
    steps = h * np.eye(flat.size)
    shape = np.shape(x)
    slopes = [(f((flat + s).reshape(shape)) - f((flat - s).reshape(shape))) / (2 * h) for s in steps]
    return np.array(slopes).reshape(shape)


# %% right="descend"
def descend(grad, start, lr, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for i in range(steps):
        path[i + 1] = path[i] - lr * np.asarray(grad(path[i]))
    return path


# %% right="blame"
def blame(weights, zs, error):
    if not weights:
        return [error]
    later = blame(weights[1:], zs[1:], error)
    return [np.where(zs[0] > 0, weights[0] @ later[0], 0.0), *later]


# %% right="cosine_similarity"
def cosine_similarity(u, v):
    u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)
    return np.float32(sum(a * b for a, b in zip(u, v, strict=True)))


# %% right="causal_mask"
def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)


# %% right="self_attention"
def self_attention(X, Wq, Wk, Wv, mask=None):
    queries, keys, values = (np.einsum("td,de->te", X, W) for W in (Wq, Wk, Wv))
    return attention(queries, keys, values, mask=mask)


# %% right="attention"
def attention(Q, K, V, mask=None):
    weights = np.zeros((len(Q), len(K)))
    for i, q in enumerate(Q):
        seen = np.arange(len(K)) if mask is None else np.flatnonzero(mask[i])
        scores = K[seen] @ q / len(q) ** 0.5
        powers = np.exp(scores - scores.max())
        weights[i, seen] = powers / powers.sum()
    return weights @ V, weights


# %% wrong="attention" mistake="no return"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers / powers.sum(axis=1, keepdims=True) @ V


# %% wrong="attention" mistake="hidden score not low enough"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -1000.0)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% wrong="blame" mistake="no return"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=True):
        deltas.append((W @ deltas[-1]) * (z > 0))
    deltas.reverse()


# %% wrong="descend" mistake="no return"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))


# %% right="attention"
def attention(Q, K, V, mask=None):
    scores = np.einsum("td,sd->ts", Q, K) * K.shape[1] ** -0.5
    if mask is not None:
        scores = scores.copy()
        scores[np.logical_not(mask)] = -1e300
    weights = np.exp(scores - scores.max(axis=-1)[:, None])
    weights /= weights.sum(axis=-1)[:, None]
    return np.dot(weights, V), weights


# %% right="predict_slopes"
from fractions import Fraction

ends = [Fraction(n) ** 3 for n in (1, 2, 3)]
forward_slope, central_slope = ends[2] - ends[1], (ends[2] - ends[0]) / 2

# %% wrong="predict_slopes" mistake="text in place of numbers"
forward_slope = "19"
central_slope = "13"

# %% wrong="numerical_gradient" mistake="flat array handed to f"
def numerical_gradient(f, x, h=1e-5):
    entries = np.array(x, dtype=float).ravel()
    slopes = np.zeros(entries.size)
    for i in range(entries.size):
        nudge = np.eye(entries.size)[i] * h
        slopes[i] = (f(entries + nudge) - f(entries - nudge)) / (2 * h)
    return slopes.reshape(x.shape)


# %% wrong="numerical_gradient" mistake="entries in another order"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slopes = []
    for i in np.ndindex(x.T.shape):
        nudge = np.zeros(x.shape)
        nudge[i[::-1]] = h
        slopes.append((f(x + nudge) - f(x - nudge)) / (2 * h))
    return np.array(slopes).reshape(x.shape)


# %% wrong="numerical_gradient" mistake="float32 returned"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros(x.shape, dtype="f4")
    for i in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[i] = h
        slope[i] = (f(x + nudge) - f(x - nudge)) / (2 * h)
    return slope


# %% wrong="numerical_gradient" mistake="whole rows nudged at once"
def numerical_gradient(f, x, h=1e-5):
    table = np.atleast_2d(np.array(x, dtype=float))
    slope = np.zeros(table.shape)
    for row in range(table.shape[0]):
        for column in range(table.shape[1]):
            up, down = table.copy(), table.copy()
            up[row, column] += h
            down[row, column] -= h
            slope[row, column] = (f(up.reshape(x.shape)) - f(down.reshape(x.shape))) / (2 * h)
    return slope.reshape(x.shape)


# %% wrong="numerical_gradient" mistake="whole rows nudged at once"
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slope = np.zeros(x.shape)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        slope[i] = (f(up) - f(down)) / (2 * h)
    return slope


# %% wrong="numerical_gradient" mistake="state kept between calls"
known_gradients = {}


def numerical_gradient(f, x, h=1e-5):
    key = f, x.shape, x.dtype
    if key in known_gradients:
        return known_gradients[key]
    point, slope = np.array(x, dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[i] = h
        slope[i] = (f(point + nudge) - f(point - nudge)) / (2 * h)
    known_gradients[key] = slope
    return slope


# %% right="numerical_gradient"
def numerical_gradient(f, x, h=1e-5):
    point = x if x.dtype == np.float64 else x.astype(np.float64)
    slope = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        before = point[i]
        point[i] = before + h
        above = f(point)
        point[i] = before - h
        slope[i] = (above - f(point)) / (2 * h)
        point[i] = before
    return slope


# %% wrong="descend" mistake="two numbers written in"
def descend(grad, start, lr, steps):
    path = np.empty((steps + 1, 2))
    path[0] = start
    for n in range(steps):
        path[n + 1] = path[n] - lr * grad(path[n])
    return path


# %% wrong="descend" mistake="stopped on level ground"
def descend(grad, start, lr, steps):
    path = [np.array(start, dtype=float)]
    while len(path) <= steps:
        step = lr * grad(path[-1])
        if np.abs(step).max() < 1e-6:
            break
        path.append(path[-1] - step)
    return np.array(path)


# %% wrong="descend" mistake="slopes of the bowl written in"
def descend(grad, start, lr, steps):
    keep = 1 - lr * 10.0 ** np.arange(len(start))
    return np.array([start * keep**n for n in range(steps + 1)])


# %% wrong="descend" mistake="gradient of a half-moved point"
def descend(grad, start, lr, steps):
    point = np.array(start, dtype=float)
    path = [point.copy()]
    for _ in range(steps):
        for i in range(len(point)):
            point[i] = point[i] - lr * grad(point)[i]
        path.append(point.copy())
    return np.array(path)


# %% right="descend"
def descend(grad, start, lr, steps):
    points = [tuple(float(v) for v in start)]
    for _ in range(steps):
        slopes = grad(np.array(points[-1]))
        points.append(tuple(v - lr * float(s) for v, s in zip(points[-1], slopes, strict=True)))
    return np.array(points)


# %% right="predict_rate"
from fractions import Fraction

next_point = [Fraction(4) - Fraction(4, 10), Fraction(1) - Fraction(10, 10)]
largest_rate = Fraction(2, 10)

# %% wrong="blame" mistake="unit at 0 taken as open"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=True):
        deltas.append(np.where(z < 0, 0.0, W @ deltas[-1]))
    return deltas[::-1]


# %% wrong="blame" mistake="mask made of the blame"
def blame(weights, zs, error):
    deltas = [error]
    for W in weights[::-1]:
        deltas.append(np.maximum(W @ deltas[-1], 0))
    return deltas[::-1]


# %% wrong="blame" mistake="argument changed"
def blame(weights, zs, error):
    deltas = [error]
    weights.reverse()
    zs.reverse()
    for W, z in zip(weights, zs[1:], strict=True):
        deltas.append((W @ deltas[-1]) * (z > 0))
    return deltas[::-1]


# %% wrong="cosine_similarity" mistake="rounded"
def cosine_similarity(u, v):
    return round(float(np.dot(u, v) / np.sqrt(np.dot(u, u) * np.dot(v, v))), 4)


# %% wrong="predict_attention" mistake="scores without the exponential"
weights_shape = (4, 6)
out_shape = (4, 3)
two_weights = [0, 1.0986]
mixed_value = 21.97

# %% right="predict_attention"
from fractions import Fraction

import torch

weights_shape = torch.zeros(4, 6).shape
out_shape = (torch.zeros(4, 6) @ torch.zeros(6, 3)).shape
two_weights = [Fraction(power, 1 + 3) for power in (1, 3)]
mixed_value = sum(weight * value for weight, value in zip(two_weights, (10, 20), strict=True))

# %% wrong="attention" mistake="argument changed"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        mask ^= True
        scores[mask] = -np.inf
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% wrong="attention" mistake="as many keys as queries"
def attention(Q, K, V, mask=None):
    allowed = np.full((len(Q), len(Q)), True) if mask is None else mask
    scores = np.where(allowed, Q @ K.T / np.sqrt(K.shape[1]), -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% wrong="attention" mistake="hidden score not low enough"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(K.shape[1])
    if mask is not None:
        scores = scores - 100 * (1 - mask)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% wrong="attention" mistake="scaled by the wrong length"
def attention(Q, K, V, mask=None):
    scores = Q @ K.T / np.sqrt(2)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ V, weights


# %% wrong="causal_mask" mistake="text in place of True and False"
def causal_mask(T):
    return np.where(np.tri(T, dtype=bool), "yes", "no")


# %% wrong="self_attention" mistake="matrices turned"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq.T, X @ Wk.T, X @ Wv, mask)


# %% wrong="self_attention" mistake="scaled by the width of X"
def self_attention(X, Wq, Wk, Wv, mask=None):
    scores = (X @ Wq) @ (X @ Wk).T / np.sqrt(X.shape[1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ (X @ Wv), weights


# %% wrong="blame" mistake="z in place of the slope"
def blame(weights, zs, error):
    deltas = [error]
    for W, z in zip(weights[::-1], zs[-2::-1], strict=True):
        deltas.append(np.minimum(np.maximum(z, 0), 1) * (W @ deltas[-1]))
    return deltas[::-1]


# %% wrong="self_attention" mistake="mask transposed"
def self_attention(X, Wq, Wk, Wv, mask=None):
    return attention(X @ Wq, X @ Wk, X @ Wv, mask if mask is None else mask.T)
