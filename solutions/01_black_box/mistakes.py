# %% [markdown]
# Trial answers to lesson 1: wrong ones with the mistake that each must be told, right ones written another way.

# %% wrong="layer_by_hand" mistake="W transposed"
z_by_hand = [9, -6]
a_by_hand = [9, 0]

# %% wrong="layer_by_hand" mistake="bias left out"
z_by_hand = [-4, 7]
a_by_hand = [0, 7]

# %% wrong="layer_by_hand" mistake="bias subtracted"
z_by_hand = [-5, 12]
a_by_hand = [0, 12]

# %% wrong="layer_by_hand" mistake="ReLU too early"
z_by_hand = [0, 2]
a_by_hand = [0, 2]

# %% wrong="layer_by_hand" mistake="ReLU on the wrong side"
z_by_hand = [-3, 2]
a_by_hand = [-3, 0]

# %% wrong="layer_by_hand" mistake="absolute value"
z_by_hand = [-3, 2]
a_by_hand = [3, 2]

# %% wrong="layer_by_hand" mistake="ReLU left out"
z_by_hand = [-3, 2]
a_by_hand = [-3, 2]

# %% wrong="layer_by_hand" mistake="step instead of ReLU"
z_by_hand = [-3, 2]
a_by_hand = [0, 1]

# %% right="layer_by_hand"
z_by_hand = (-3.0, 2.0)
a_by_hand = (0.0, 2.0)

# %% right="layer_by_hand"
z_by_hand = np.array([2, 3]) @ np.array([[1, 2], [-2, 1]]) + np.array([1, -5])
a_by_hand = np.maximum(0, z_by_hand)

# %% right="layer_by_hand"
z_by_hand = [2 * 1 + 3 * -2 + 1, 2 * 2 + 3 * 1 - 5]
a_by_hand = [max(0, z) for z in z_by_hand]


# %% wrong="affine" mistake="W transposed"
def affine(x, W, b):
    return x @ W.T + b


# %% wrong="affine" mistake="bias per row instead of per unit"
def affine(x, W, b):
    return x @ W + b[:, None]


# %% wrong="affine" mistake="bias per row instead of per unit"
def affine(x, W, b):
    return np.stack([row @ W + bias for row, bias in zip(x, b, strict=True)])


# %% wrong="affine" mistake="bias left out"
def affine(x, W, b):
    return x @ W


# %% wrong="affine" mistake="product entry by entry"
def affine(x, W, b):
    return x * W + b


# %% wrong="affine" mistake="factors in the wrong order"
def affine(x, W, b):
    return W @ x + b


# %% wrong="affine" mistake="no return"
def affine(x, W, b):
    x @ W + b


# %% right="affine"
def affine(x, W, b):
    out = np.zeros((len(x), len(b)))
    for (n, j), _ in np.ndenumerate(out):
        out[n, j] = sum(x[n, i] * W[i, j] for i in range(len(W))) + b[j]
    return out


# %% right="affine"
def affine(x, W, b):
    return (np.einsum("ni,ij->nj", x, W) + b).astype(np.float32)


# %% right="affine"
def affine(x, W, b):
    return np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([W, b])


# %% right="affine"
def affine(x, W, b):
    z = np.dot(x, W).astype(float)
    z += b
    return z


# %% wrong="relu" mistake="ReLU on the wrong side"
def relu(z):
    return np.minimum(z, 0)


# %% wrong="relu" mistake="ReLU on the wrong side"
def relu(z):
    return z * (z < 0)


# %% wrong="relu" mistake="absolute value"
def relu(z):
    return abs(z)


# %% wrong="relu" mistake="step instead of ReLU"
def relu(z):
    return z > 0


# %% wrong="relu" mistake="np.max instead of np.maximum"
def relu(z):
    return np.max(z, 0)


# %% wrong="relu" mistake="argument changed"
def relu(z):
    z[z < 0] = 0
    return z


# %% wrong="relu" mistake="argument changed"
def relu(z):
    return np.maximum(z, 0, out=z)


# %% right="relu"
def relu(z):
    return np.where(z > 0, z, 0).astype(np.float32)


# %% right="relu"
def relu(z):
    return z * (z > 0)


# %% right="relu"
def relu(z):
    z = z.copy()
    z[z < 0] = 0
    return z


# %% right="relu"
def relu(z):
    return (z + abs(z)) / 2


# %% wrong="layer_path" mistake="activation after the last layer"
def layer_path(x, layers):
    path = [x]
    for W, b in layers:
        path.append(relu(affine(path[-1], W, b)))
    return path


# %% wrong="layer_path" mistake="ReLU left out"
def layer_path(x, layers):
    path = [x]
    for W, b in layers:
        path.append(affine(path[-1], W, b))
    return path


# %% wrong="layer_path" mistake="ReLU left out"
def layer_path(x, layers):
    path = [x]
    for W, b in layers:
        x = affine(x, W, b)
        path.append(x)
        x = relu(x)
    return path


# %% wrong="layer_path" mistake="input left out"
def layer_path(x, layers):
    path = [x]
    for W, b in layers[:-1]:
        path.append(relu(affine(path[-1], W, b)))
    return [*path[1:], affine(path[-1], *layers[-1])]


# %% wrong="layer_path" mistake="scores left out"
def layer_path(x, layers):
    path = [x]
    for W, b in layers[:-1]:
        path.append(relu(affine(path[-1], W, b)))
    return path


# %% wrong="layer_path" mistake="every layer fed with x"
def layer_path(x, layers):
    hidden = [relu(affine(x, W, b)) for W, b in layers[:-1]]
    return [x, *hidden, affine(x, *layers[-1])]


# %% wrong="layer_path" mistake="ReLU before the affine step"
def layer_path(x, layers):
    path = [x]
    for W, b in layers:
        path.append(affine(relu(path[-1]), W, b))
    return path


# %% wrong="layer_path" mistake="W transposed"
def layer_path(x, layers):
    path = [x]
    for W, b in layers[:-1]:
        path.append(np.maximum(path[-1] @ W.T + b, 0))
    return [*path, path[-1] @ layers[-1][0].T + layers[-1][1]]


# %% wrong="layer_path" mistake="argument changed"
def layer_path(x, layers):
    path = [x]
    for i, (W, b) in enumerate(layers):
        z = affine(path[-1], W, b)
        path.append(relu(z) if i < len(layers) - 1 else z)
    layers.clear()
    return path


# %% right="layer_path"
def layer_path(x, layers):
    path, last = [x.astype(np.float32)], len(layers) - 1
    for i, (W, b) in enumerate(layers):
        z = path[-1] @ W + b
        path.append(z if i == last else np.where(z < 0, 0, z))
    return tuple(path)


# %% right="layer_path"
def layer_path(x, layers):
    if len(layers) == 1:
        return [x, affine(x, *layers[0])]
    return [x, *layer_path(relu(affine(x, *layers[0])), layers[1:])]


# %% wrong="layer_path" mistake="list instead of an array"
def layer_path(x, layers):
    path = [x.tolist()]
    for i, (W, b) in enumerate(layers):
        rows = []
        for row in path[-1]:
            z = [sum(p * W[k][j] for k, p in enumerate(row)) + b[j] for j in range(len(b))]
            rows.append([max(0, v) for v in z] if i < len(layers) - 1 else z)
        path.append(rows)
    return path


# %% wrong="collapse" mistake="factors in the wrong order"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = next_W @ W, next_W @ b + next_b
    return W, b


# %% wrong="collapse" mistake="product entry by entry"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = W * next_W, b * next_b
    return W, b


# %% wrong="collapse" mistake="weights added"
def collapse(layers):
    return sum(W for W, _ in layers), sum(b for _, b in layers)


# %% wrong="collapse" mistake="last layer left out"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:-1]:
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


# %% wrong="collapse" mistake="biases only added"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, b + next_b
    return W, b


# %% wrong="collapse" mistake="early biases dropped"
def collapse(layers):
    W = layers[0][0]
    for next_W, _ in layers[1:]:
        W = W @ next_W
    return W, layers[-1][1]


# %% wrong="collapse" mistake="bias not carried through every layer"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W = W @ next_W
        b = b @ W + next_b
    return W, b


# %% wrong="collapse" mistake="argument changed"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        next_b += b @ next_W
        W, b = W @ next_W, next_b
    return W, b


# %% right="collapse"
def collapse(layers):
    b = affine(np.zeros((1, len(layers[0][0]))), *layers[0])
    for layer in layers[1:]:
        b = affine(b, *layer)
    return np.linalg.multi_dot([W for W, _ in layers]) if len(layers) > 1 else layers[0][0], b[0]


# %% right="collapse"
def collapse(layers):
    if len(layers) == 1:
        return layers[0]
    (W, b), (V, c) = layers[:2]
    return collapse([(W @ V, b @ V + c), *layers[2:]])


# %% right="collapse"
def collapse(layers):
    def through(x):
        for W, b in layers:
            x = x @ W + b
        return x

    d = len(layers[0][0])
    b = through(np.zeros((1, d), dtype=np.float32))
    return [through(np.eye(d)) - b, b[0]]


# %% wrong="classify" mistake="activation after the last layer"
def classify(x, layers):
    return relu(layer_path(x, layers)[-1]).argmax(axis=1)


# %% wrong="classify" mistake="largest score instead of its place"
def classify(x, layers):
    return layer_path(x, layers)[-1].max(axis=1)


# %% wrong="classify" mistake="smallest score"
def classify(x, layers):
    return layer_path(x, layers)[-1].argmin(axis=1)


# %% wrong="classify" mistake="largest over the points"
def classify(x, layers):
    return layer_path(x, layers)[-1].argmax(axis=0)


# %% wrong="classify" mistake="ReLU left out"
def classify(x, layers):
    for W, b in layers:
        x = x @ W + b
    return x.argmax(axis=1)


# %% wrong="classify" mistake="two classes only"
def classify(x, layers):
    scores = layer_path(x, layers)[-1]
    return (scores[:, 1] > scores[:, 0]).astype(int)


# %% wrong="classify" mistake="classes counted from 1"
def classify(x, layers):
    return layer_path(x, layers)[-1].argmax(axis=1) + 1


# %% right="classify"
def classify(x, layers):
    return [max(range(len(row)), key=lambda k: row[k]) for row in layer_path(x, layers)[-1]]


# %% right="classify"
def classify(x, layers):
    return np.argsort(layer_path(x, layers)[-1], axis=1)[:, -1]


# %% right="classify"
def classify(x, layers):
    for W, b in layers[:-1]:
        x = np.maximum(x @ W + b, 0)
    scores = x @ layers[-1][0] + layers[-1][1]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.argmax(odds / odds.sum(axis=1, keepdims=True), axis=1).astype(np.int32)


# %% wrong="separating_line" mistake="sign turned"
def separating_line(W, b):
    return W[:, 0] - W[:, 1], b[0] - b[1]


# %% wrong="separating_line" mistake="sign turned"
def separating_line(W, b):
    return W[:, 1] - W[:, 0], b[0] - b[1]


# %% wrong="separating_line" mistake="rows instead of columns"
def separating_line(W, b):
    return W[1] - W[0], b[1] - b[0]


# %% wrong="separating_line" mistake="bias left out"
def separating_line(W, b):
    return W[:, 1] - W[:, 0], 0.0


# %% wrong="separating_line" mistake="sum instead of difference"
def separating_line(W, b):
    return W.sum(axis=1), b.sum()


# %% wrong="separating_line" mistake="score 0 left out"
def separating_line(W, b):
    return W[:, 1], b[1]


# %% right="separating_line"
def separating_line(W, b):
    return np.array([row[1] - row[0] for row in W]), float(b[1] - b[0])


# %% right="separating_line"
def separating_line(W, b):
    return W @ np.array([-1.0, 1.0]), np.diff(b)[0]


# %% right="separating_line"
def separating_line(W, b):
    return np.diff(W, axis=1).ravel().astype(np.float32).tolist(), np.float32(b[1] - b[0])


# %% wrong="tour_length" mistake="tour that does not return"
def tour_length(D, tour):
    length = 0.0
    for k in range(len(tour) - 1):
        length += D[tour[k], tour[k + 1]]
    return length


# %% wrong="tour_length" mistake="tour that does not return"
def tour_length(D, tour):
    return sum(D[a, b] for a, b in pairwise(tour)) + D[tour[-1], tour[-1]]


# %% wrong="tour_length" mistake="way home to city 0"
def tour_length(D, tour):
    return sum(D[a, b] for a, b in pairwise(tour)) + D[tour[-1], 0]


# %% wrong="tour_length" mistake="order ignored"
def tour_length(D, tour):
    n = len(tour)
    return float(sum(D[k, (k + 1) % n] for k in range(n)))


# %% wrong="tour_length" mistake="way home counted twice"
def tour_length(D, tour):
    length = D[tour[-1], tour[0]]
    for k in range(len(tour)):
        length += D[tour[k - 1], tour[k]]
    return length


# %% wrong="tour_length" mistake="first edge left out"
def tour_length(D, tour):
    length = D[tour[-1], tour[0]]
    for k in range(1, len(tour) - 1):
        length += D[tour[k], tour[k + 1]]
    return length


# %% wrong="tour_length" mistake="argument changed"
def tour_length(D, tour):
    tour.append(tour[0])
    return sum(D[tour[k], tour[k + 1]] for k in range(len(tour) - 1))


# %% right="tour_length"
def tour_length(D, tour):
    return D[tour, np.roll(tour, -1)].sum()


# %% right="tour_length"
def tour_length(D, tour):
    length = 0.0
    for k in range(len(tour)):
        length += D[tour[k], tour[(k + 1) % len(tour)]]
    return np.float32(length)


# %% right="tour_length"
def tour_length(D, tour):
    closed = list(tour) + [tour[0]]
    return math.fsum(D[a][b] for a, b in pairwise(closed))


# %% wrong="tour_counts" mistake="both directions counted"
tours_5 = 24
tours_8 = 5040

# %% wrong="tour_counts" mistake="every start counted"
tours_5 = 60
tours_8 = 20160

# %% wrong="tour_counts" mistake="every list counted"
tours_5 = math.factorial(5)
tours_8 = math.factorial(8)

# %% wrong="tour_counts" mistake="pairs of cities counted"
tours_5 = 10
tours_8 = 28

# %% wrong="tour_counts" mistake="subsets counted"
tours_5 = 2**5
tours_8 = 2**8

# %% wrong="tour_counts" mistake="both directions counted"
tours_5 = 12
tours_8 = math.factorial(7)

# %% right="tour_counts"
tours_5 = 12
tours_8 = 2520

# %% right="tour_counts"
tours_5 = math.factorial(4) / 2
tours_8 = math.factorial(7) / 2

# %% right="tour_counts"
tours_5, tours_8 = (len({min(o, (o[0], *o[:0:-1])) for o in permutations(range(n)) if o[0] == 0}) for n in (5, 8))


# %% wrong="optimal_tour" mistake="tour that does not return"
def optimal_tour(D):
    def open_length(tour):
        return sum(D[a, b] for a, b in pairwise(tour))

    return min(([0, *order] for order in permutations(range(1, len(D)))), key=open_length)


# %% wrong="optimal_tour" mistake="longest instead of shortest"
def optimal_tour(D):
    best = list(range(len(D)))
    for order in permutations(range(1, len(D))):
        if tour_length(D, [0, *order]) > tour_length(D, best):
            best = [0, *order]
    return best


# %% wrong="optimal_tour" mistake="start not fixed at 0"
def optimal_tour(D):
    orders = permutations(range(len(D) - 1))
    return list(min(([len(D) - 1, *order] for order in orders), key=lambda tour: tour_length(D, tour)))


# %% wrong="optimal_tour" mistake="nearest neighbour instead of every order"
def optimal_tour(D):
    tour = [0]
    while len(tour) < len(D):
        left = [city for city in range(len(D)) if city not in tour]
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
    return tour


# %% wrong="optimal_tour" mistake="start listed twice"
def optimal_tour(D):
    orders = permutations(range(1, len(D)))
    return min(([0, *order, 0] for order in orders), key=lambda tour: tour_length(D, tour))


# %% wrong="optimal_tour" mistake="city left out"
def optimal_tour(D):
    return list(min(permutations(range(1, len(D))), key=lambda order: tour_length(D, [0, *order])))


# %% wrong="optimal_tour" mistake="not every order tried"
def optimal_tour(D):
    orders = list(permutations(range(1, len(D))))
    return min(([0, *order] for order in orders[: len(orders) // 5]), key=lambda tour: tour_length(D, tour))


# %% right="optimal_tour"
def optimal_tour(D):
    best, shortest = None, np.inf
    for order in permutations(range(1, len(D))):
        length = tour_length(D, [0, *order])
        if length < shortest:
            best, shortest = [0, *order], length
    return best


# %% right="optimal_tour"
def optimal_tour(D):
    every = np.array([(0, *order) for order in permutations(range(1, len(D)))])
    return every[D[every, np.roll(every, -1, axis=1)].sum(axis=1).argmin()]


# %% right="optimal_tour"
def optimal_tour(D):
    """Held and Karp: the shortest way from 0 through a set of cities, ending in each of them."""
    ways = {(1 << city, city): (D[0, city], (0, city)) for city in range(1, len(D))}
    for _ in range(len(D) - 2):
        longer = {}
        for (seen, last), (length, way) in ways.items():
            for city in range(1, len(D)):
                if not seen >> city & 1:
                    key, value = (seen | 1 << city, city), (length + D[last, city], (*way, city))
                    longer[key] = min(longer.get(key, value), value)
        ways = longer
    return min((length + D[way[-1], 0], way) for length, way in ways.values())[1]


# %% wrong="nearest_neighbour_tour" mistake="city visited twice"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    for _ in range(len(D)):
        tour.append(D[tour[-1]].argmin())
    return tour


# %% wrong="nearest_neighbour_tour" mistake="city visited twice"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    while len(tour) < len(D):
        others = [city for city in range(len(D)) if city != tour[-1]]
        tour.append(min(others, key=lambda city: D[tour[-1], city]))
    return tour


# %% wrong="nearest_neighbour_tour" mistake="city visited twice"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    while len(tour) < len(D):
        tour.append(int(np.argmin(D[tour[-1]])))
    return tour


# %% wrong="nearest_neighbour_tour" mistake="nearest to the start"
def nearest_neighbour_tour(D, start=0):
    return [int(city) for city in np.argsort(D[start])]


# %% wrong="nearest_neighbour_tour" mistake="farthest instead of nearest"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    while len(tour) < len(D):
        left = [city for city in range(len(D)) if city not in tour]
        tour.append(max(left, key=lambda city: D[tour[-1], city]))
    return tour


# %% wrong="nearest_neighbour_tour" mistake="start ignored"
def nearest_neighbour_tour(D, start=0):
    tour = [0]
    while len(tour) < len(D):
        left = [city for city in range(len(D)) if city not in tour]
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
    return tour


# %% wrong="nearest_neighbour_tour" mistake="start listed twice"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    while len(tour) < len(D):
        left = [city for city in range(len(D)) if city not in tour]
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
    return [*tour, start]


# %% wrong="nearest_neighbour_tour" mistake="city left out"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    while len(tour) < len(D):
        left = [city for city in range(len(D)) if city not in tour]
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
    return tour[1:]


# %% wrong="nearest_neighbour_tour" mistake="argument changed"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    D[:, start] = np.inf
    while len(tour) < len(D):
        tour.append(int(np.argmin(D[tour[-1]])))
        D[:, tour[-1]] = np.inf
    return tour


# %% right="nearest_neighbour_tour"
def nearest_neighbour_tour(D, start=0):
    free = np.array(D, dtype=np.float32)
    tour = [start]
    free[:, start] = np.inf
    while len(tour) < len(D):
        tour.append(np.argmin(free[tour[-1]]))
        free[:, tour[-1]] = np.inf
    return np.array(tour)


# %% right="nearest_neighbour_tour"
def nearest_neighbour_tour(D, start=0):
    tour, seen = [start], {start}
    for _ in range(len(D) - 1):
        nearest, shortest = None, math.inf
        for city, distance in enumerate(D[tour[-1]]):
            if city not in seen and distance < shortest:
                nearest, shortest = city, distance
        tour.append(nearest)
        seen.add(nearest)
    return tuple(tour)


# %% right="nearest_neighbour_tour"
def nearest_neighbour_tour(D, start=0):
    def go_on(tour):
        if len(tour) == len(D):
            return tour
        ranked = sorted(range(len(D)), key=lambda city: (city in tour, D[tour[-1], city]))
        return go_on([*tour, ranked[0]])

    return go_on([start])


# %% wrong="two_opt" mistake="worse tour kept"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    for _ in range(3):
        for i in range(n - 1):
            for j in range(i + 1, n):
                new = tour[: i + 1] + tour[i + 1 : j + 1][::-1] + tour[j + 1 :]
                if tour_length(D, new) > tour_length(D, tour):
                    tour = new
    return tour


# %% wrong="two_opt" mistake="worse tour kept"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    for _ in range(3):
        for i in range(n - 1):
            for j in range(i + 1, n):
                if D[tour[i], tour[j]] < D[tour[i], tour[i + 1]]:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
    return tour


# %% wrong="two_opt" mistake="worse tour kept"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    for i in range(n - 1):
        for j in range(i + 2, n):
            tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
    return tour


# %% wrong="two_opt" mistake="stops too early"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    for i in range(n - 1):
        for j in range(i + 1, n):
            new = tour[: i + 1] + tour[i + 1 : j + 1][::-1] + tour[j + 1 :]
            if tour_length(D, new) < tour_length(D, tour):
                tour = new
    return tour


# %% wrong="two_opt" mistake="stops too early"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    for i in range(n - 1):
        for j in range(i + 1, n):
            new = tour[: i + 1] + tour[i + 1 : j + 1][::-1] + tour[j + 1 :]
            if tour_length(D, new) < tour_length(D, tour):
                return new
    return tour


# %% wrong="two_opt" mistake="closing edge left out"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    improved = True
    while improved:
        improved = False
        for i in range(n - 2):
            for j in range(i + 1, n - 1):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[j + 1]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True
    return tour


# %% wrong="two_opt" mistake="cities swapped"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    improved = True
    while improved:
        improved = False
        for i in range(n):
            for j in range(i + 1, n):
                new = list(tour)
                new[i], new[j] = new[j], new[i]
                if tour_length(D, new) < tour_length(D, tour) - 1e-12:
                    tour, improved = new, True
    return tour


# %% wrong="two_opt" mistake="worse tour kept"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    for _ in range(3):
        for i in range(n - 1):
            for j in range(i + 1, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d]:
                    tour[i + 1 : j] = tour[i + 1 : j][::-1]
    return tour


# %% wrong="two_opt" mistake="given tour returned"
def two_opt(D, tour):
    best, n = list(tour), len(tour)
    improved = True
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                new = best[: i + 1] + best[i + 1 : j + 1][::-1] + best[j + 1 :]
                if tour_length(D, new) < tour_length(D, best) - 1e-12:
                    best, improved = new, True
    return list(tour)


# %% wrong="two_opt" mistake="argument changed"
def two_opt(D, tour):
    n, improved = len(tour), True
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True
    return tour


# %% wrong="two_opt" mistake="start listed twice"
def two_opt(D, tour):
    tour, n = [*tour, tour[0]], len(tour)
    improved = True
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[j + 1]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True
    return tour


# %% right="two_opt"
def two_opt(D, tour):
    best = list(tour)
    while True:
        others = [best[:i] + best[i:j][::-1] + best[j:] for i in range(len(best)) for j in range(i + 2, len(best) + 1)]
        shortest = min(others, key=lambda other: tour_length(D, other))
        if tour_length(D, shortest) >= tour_length(D, best) - 1e-12:
            return best
        best = shortest


# %% right="two_opt"
def two_opt(D, tour):
    tour = np.array(tour)

    def one_exchange(tour):
        for i in range(len(tour)):
            for j in range(i + 2, len(tour) + 1):
                new = np.concatenate([tour[:i], tour[i:j][::-1], tour[j:]])
                if tour_length(D, new.tolist()) < tour_length(D, tour.tolist()):
                    return new
        return None

    while (shorter := one_exchange(tour)) is not None:
        tour = shorter
    return tour


# %% right="two_opt"
def two_opt(D, tour):
    tour, n = [int(city) for city in tour[::-1]], len(tour)
    i = j = 0
    while i < n - 1:
        i, j = (i, j + 1) if j < n - 1 else (i + 1, i + 2)
        if i < n - 1 and j < n:
            a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
            if j > i and D[a, b] + D[c, d] - D[a, c] - D[b, d] > 1e-10:
                tour = tour[: i + 1] + list(reversed(tour[i + 1 : j + 1])) + tour[j + 1 :]
                i = j = 0
    return tour


# %% right="two_opt"
def two_opt(D, tour):
    if len(tour) > 7:
        links, tour = np.asarray(D, dtype=np.float64), list(tour)
    else:
        return optimal_tour(D)
    n = len(tour)
    while True:
        t = np.array(tour)
        u = np.roll(t, -1)
        gain = links[t, u][:, None] + links[t, u] - links[np.ix_(t, t)] - links[np.ix_(u, u)]
        i, j = sorted(np.unravel_index(np.argmax(np.triu(gain, 1)), gain.shape))
        if gain[i, j] < 1e-10 or i == j:
            return tour
        tour = tour[: i + 1] + tour[i + 1 : j + 1][::-1] + tour[j + 1 : n]

# %% wrong="layer_by_hand" mistake="units swapped"
z_by_hand = [2, -3]
a_by_hand = [2, 0]

# %% wrong="layer_by_hand" mistake="ReLU too early"
z_by_hand = [max(0, -3), max(0, 2)]
a_by_hand = z_by_hand

# %% wrong="affine" mistake="list instead of an array"
def affine(x, W, b):
    return [[float(v) for v in row] for row in x @ W + b]


# %% wrong="affine" mistake="return inside the loop"
def affine(x, W, b):
    out = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        out[n] = x[n] @ W + b
        return out


# %% wrong="affine" mistake="bias subtracted"
def affine(x, W, b):
    return x @ W - b


# %% wrong="affine" mistake="argument changed"
def affine(x, W, b):
    W *= 1
    x[:, 0] += 0
    z = x @ W
    b += z[0]
    return z + b - z[0]


# %% wrong="affine" mistake="rounded"
def affine(x, W, b):
    return (x @ W + b).astype(int)


# %% wrong="affine" mistake="sizes written in"
def affine(x, W, b):
    out = np.zeros((2, 2))
    for n in range(2):
        for j in range(2):
            out[n, j] = x[n, 0] * W[0, j] + x[n, 1] * W[1, j] + b[j]
    return out


# %% wrong="affine" mistake="ReLU too early"
def affine(x, W, b):
    return np.maximum(x @ W + b, 0)


# %% wrong="affine" mistake="bias added to the input"
def affine(x, W, b):
    return (x + b[: x.shape[1]]) @ W if len(b) >= x.shape[1] else (x + b[0]) @ W


# %% wrong="relu" mistake="list instead of an array"
def relu(z):
    return np.maximum(z, 0).tolist()


# %% wrong="relu" mistake="rounded"
def relu(z):
    return np.maximum(z, 0).astype(int)


# %% wrong="relu" mistake="return inside the loop"
def relu(z):
    out = z.copy()
    for i in np.ndindex(z.shape):
        out[i] = max(0, z[i])
        return out


# %% wrong="relu" mistake="negative entries dropped"
def relu(z):
    return z[z > 0]


# %% wrong="relu" mistake="capped at 1"
def relu(z):
    return np.clip(z, 0, 1)


# %% wrong="relu" mistake="leak for negative values"
def relu(z):
    return np.where(z > 0, z, 0.01 * z)


# %% wrong="layer_path" mistake="ReLU left out"
def layer_path(x, layers):
    path = [x, affine(x, *layers[0])]
    for W, b in layers[1:-1]:
        path.append(relu(affine(path[-1], W, b)))
    return [*path, affine(path[-1], *layers[-1])] if len(layers) > 1 else path


# %% wrong="layer_path" mistake="return inside the loop"
def layer_path(x, layers):
    path = [x]
    for W, b in layers:
        path.append(relu(affine(path[-1], W, b)))
        return path


# %% wrong="layer_path" mistake="scores only"
def layer_path(x, layers):
    for W, b in layers[:-1]:
        x = relu(affine(x, W, b))
    return affine(x, *layers[-1])


# %% wrong="layer_path" mistake="bias left out"
def layer_path(x, layers):
    path = [x]
    for W, _ in layers[:-1]:
        path.append(relu(path[-1] @ W))
    return [*path, path[-1] @ layers[-1][0]]


# %% wrong="layer_path" mistake="state kept between calls"
def layer_path(x, layers, path=[]):
    path.append(x)
    for W, b in layers[:-1]:
        path.append(relu(affine(path[-1], W, b)))
    path.append(affine(path[-1], *layers[-1]))
    return path


# %% wrong="layer_path" mistake="number of layers written in"
def layer_path(x, layers):
    a1 = relu(affine(x, *layers[0]))
    a2 = relu(affine(a1, *layers[1]))
    return [x, a1, a2, affine(a2, *layers[2])]


# %% wrong="layer_path" mistake="argument changed"
def layer_path(x, layers):
    last = layers.pop()
    path = [x]
    for W, b in layers:
        path.append(relu(affine(path[-1], W, b)))
    return [*path, affine(path[-1], *last)]


# %% wrong="layer_path" mistake="weights collected instead of activations"
def layer_path(x, layers):
    return [x, *[W for W, _ in layers]]


# %% wrong="collapse" mistake="last layer left out"
def collapse(layers):
    (W, b), (V, c) = layers[0], layers[1]
    return W @ V, b @ V + c


# %% wrong="collapse" mistake="last layer left out"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, b @ next_W + next_b
        return W, b


# %% wrong="collapse" mistake="W alone"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, b @ next_W + next_b
    return W


# %% wrong="collapse" mistake="ReLU between the layers"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = relu(W) @ next_W, relu(b) @ next_W + next_b
    return W, b


# %% wrong="collapse" mistake="first layer left out"
def collapse(layers):
    W, b = layers[1] if len(layers) > 1 else layers[0]
    for next_W, next_b in layers[2:]:
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


# %% wrong="collapse" mistake="fails for one layer"
def collapse(layers):
    (W, b), (V, c), *rest = layers
    W, b = W @ V, b @ V + c
    for next_W, next_b in rest:
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


# %% wrong="classify" mistake="floats instead of whole numbers"
def classify(x, layers):
    return layer_path(x, layers)[-1].argmax(axis=1).astype(float)


# %% wrong="classify" mistake="one answer for all points"
def classify(x, layers):
    return layer_path(x, layers)[-1].argmax()


# %% wrong="classify" mistake="largest absolute score"
def classify(x, layers):
    return abs(layer_path(x, layers)[-1]).argmax(axis=1)


# %% wrong="classify" mistake="table of hits"
def classify(x, layers):
    scores = layer_path(x, layers)[-1]
    return (scores == scores.max(axis=1, keepdims=True)).astype(int)


# %% wrong="classify" mistake="activations of the layer before instead of the scores"
def classify(x, layers):
    return layer_path(x, layers)[-2].argmax(axis=1)


# %% wrong="classify" mistake="return inside the loop"
def classify(x, layers):
    for row in layer_path(x, layers)[-1]:
        return np.array([row.argmax()])


# %% wrong="separating_line" mistake="w alone"
def separating_line(W, b):
    return W[:, 1] - W[:, 0]


# %% wrong="separating_line" mistake="score 1 left out"
def separating_line(W, b):
    return -W[:, 0], -b[0]


# %% wrong="separating_line" mistake="score 0 left out"
def separating_line(W, b):
    return W[:, 1] - W[:, 0], b[1]


# %% wrong="separating_line" mistake="scaled to length one"
def separating_line(W, b):
    w, c = W[:, 1] - W[:, 0], b[1] - b[0]
    return w / np.linalg.norm(w), c / np.linalg.norm(w)


# %% wrong="separating_line" mistake="two dimensions written in"
def separating_line(W, b):
    return np.array([W[0, 1] - W[0, 0], W[1, 1] - W[1, 0]]), b[1] - b[0]


# %% wrong="separating_line" mistake="w kept as a column"
def separating_line(W, b):
    return W[:, 1:] - W[:, :1], b[1] - b[0]


# %% wrong="tour_length" mistake="rounded"
def tour_length(D, tour):
    return round(sum(D[tour[k - 1], tour[k]] for k in range(len(tour))))


# %% wrong="tour_length" mistake="return inside the loop"
def tour_length(D, tour):
    length = 0.0
    for k in range(len(tour)):
        length += D[tour[k - 1], tour[k]]
        return length


# %% wrong="tour_length" mistake="edges counted instead of measured"
def tour_length(D, tour):
    return float(len(tour))


# %% wrong="tour_length" mistake="both directions added"
def tour_length(D, tour):
    return sum(D[tour[k - 1], tour[k]] + D[tour[k], tour[k - 1]] for k in range(len(tour)))


# %% wrong="tour_counts" mistake="two cities fixed"
tours_5 = math.factorial(3)
tours_8 = math.factorial(6)

# %% wrong="tour_counts" mistake="start not fixed"
tours_5 = math.factorial(5) // 4
tours_8 = math.factorial(8) // 4

# %% wrong="optimal_tour" mistake="length returned with the tour"
def optimal_tour(D):
    orders = permutations(range(1, len(D)))
    best = min(([0, *order] for order in orders), key=lambda tour: tour_length(D, tour))
    return best, tour_length(D, best)


# %% wrong="optimal_tour" mistake="length instead of the tour"
def optimal_tour(D):
    return min(tour_length(D, [0, *order]) for order in permutations(range(1, len(D))))


# %% wrong="optimal_tour" mistake="not every order tried"
def optimal_tour(D):
    best = list(range(len(D)))
    for order in permutations(range(1, len(D))):
        if tour_length(D, [0, *order]) < tour_length(D, best):
            best = [0, *order]
        return best


# %% wrong="optimal_tour" mistake="city that is not there"
def optimal_tour(D):
    orders = permutations(range(1, 8))
    return min(([0, *order] for order in orders), key=lambda tour: tour_length(D, tour))


# %% wrong="optimal_tour" mistake="not every order tried"
def optimal_tour(D):
    shortest = math.inf
    for order in permutations(range(1, len(D))):
        best = [0, *order]
        shortest = min(shortest, tour_length(D, best))
    return best


# %% wrong="nearest_neighbour_tour" mistake="city left out"
def nearest_neighbour_tour(D, start=0):
    tour, left = [start], set(range(len(D))) - {start}
    while left:
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        left.remove(tour[-1])
        return tour


# %% wrong="nearest_neighbour_tour" mistake="state kept between calls"
def nearest_neighbour_tour(D, start=0, seen=set()):
    tour = [start]
    seen.add(start)
    while len(tour) < len(D):
        left = [city for city in range(len(D)) if city not in seen] or [city for city in range(len(D)) if city not in tour]
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        seen.add(tour[-1])
    return tour


# %% wrong="nearest_neighbour_tour" mistake="distances instead of cities"
def nearest_neighbour_tour(D, start=0):
    tour, left, steps = [start], set(range(len(D))) - {start}, []
    while left:
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        steps.append(D[tour[-2], tour[-1]])
        left.remove(tour[-1])
    return steps


# %% wrong="nearest_neighbour_tour" mistake="order of the table"
def nearest_neighbour_tour(D, start=0):
    return [start, *[city for city in range(len(D)) if city != start]]


# %% wrong="nearest_neighbour_tour" mistake="shortest tour instead of the nearest city"
def nearest_neighbour_tour(D, start=0):
    others = [city for city in range(len(D)) if city != start]
    return min(([start, *order] for order in permutations(others)), key=lambda tour: tour_length(D, tour))


# %% wrong="two_opt" mistake="not by exchanges"
def two_opt(D, tour):
    return optimal_tour(D)


# %% wrong="two_opt" mistake="stops too early"
def two_opt(D, tour):
    tour, n, improved = list(tour), len(tour), True
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True
        return tour


# %% wrong="two_opt" mistake="length instead of the tour"
def two_opt(D, tour):
    return tour_length(D, optimal_tour(D))


# %% right="affine"
def affine(x, W, b):
    return np.array([W.T @ row + b for row in x])


# %% right="affine"
def affine(x, W, b):
    return np.tensordot(x, W, axes=1) + b.reshape(1, -1)


# %% right="relu"
def relu(z):
    return np.clip(z, 0, None)


# %% right="layer_path"
def layer_path(x, layers):
    path, a = [x], x
    *hidden, last = layers
    for W, b in hidden:
        a = relu(affine(a, W, b))
        path.append(a)
    path.append(affine(a, *last))
    return path


# %% right="classify"
def classify(x, layers):
    scores = layer_path(x, layers)[-1]
    answer = np.zeros(len(scores), dtype=int)
    for n, row in enumerate(scores):
        for k in range(len(row)):
            if row[k] > row[answer[n]]:
                answer[n] = k
    return answer


# %% right="separating_line"
def separating_line(W, b):
    (w0, w1), (b0, b1) = W.T, b
    return w1 - w0, b1 - b0


# %% right="nearest_neighbour_tour"
def nearest_neighbour_tour(D, start=0):
    tour = [start]
    while len(tour) < len(D):
        tour.append(next(int(city) for city in np.argsort(D[tour[-1]]) if city not in tour))
    return tour


# %% right="tour_length"
def tour_length(D, tour):
    length, here = 0.0, tour[-1]
    for city in tour:
        length, here = length + D[here, city], city
    return length


# %% right="two_opt"
def two_opt(D, tour):
    def length(cities):
        return math.fsum(float(D[cities[k - 1], cities[k]]) for k in range(len(cities)))

    tour = list(tour)
    while True:
        before = length(tour)
        for i in range(len(tour) - 1):
            for j in range(i + 2, len(tour) + 1):
                new = tour[:i] + tour[i:j][::-1] + tour[j:]
                if length(new) + 1e-9 < length(tour):
                    tour = new
        if length(tour) > before - 1e-9:
            return tour


# %% wrong="layer_path" mistake="no return"
def layer_path(x, layers):
    path = [x]
    for W, b in layers[:-1]:
        path.append(relu(affine(path[-1], W, b)))
    path.append(affine(path[-1], *layers[-1]))


# %% wrong="two_opt" mistake="no return"
def two_opt(D, tour):
    tour, n, improved = list(tour), len(tour), True
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True


# %% right="layer_path"
def layer_path(x, layers):
    path = [x]
    for i, (W, b) in enumerate(layers):
        rows = []
        for row in path[-1].tolist():
            z = [sum(p * W[k, j] for k, p in enumerate(row)) + b[j] for j in range(len(b))]
            rows.append([max(0, v) for v in z] if i < len(layers) - 1 else z)
        path.append(np.array(rows))
    return path


# %% wrong="tour_length" mistake="past the end of the list"
def tour_length(D, tour):
    length = 0.0
    for k in range(len(tour)):
        length += D[tour[k], tour[k + 1]]
    return length


# %% wrong="two_opt" mistake="past the end of the list"
def two_opt(D, tour):
    tour, n, improved = list(tour), len(tour), True
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[j + 1]
                if D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True
    return tour


# %% wrong="collapse" mistake="argument changed"
def collapse(layers):
    W, b = layers.pop(0)
    while layers:
        next_W, next_b = layers.pop(0)
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


# %% wrong="layer_path" mistake="argument changed"
def layer_path(x, layers):
    path = [x.copy()]
    for i, (W, b) in enumerate(layers):
        z = affine(path[-1], W, b)
        path.append(relu(z) if i < len(layers) - 1 else z)
    x[x < 0] = 0
    return path


# %% wrong="collapse" mistake="no return"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, b @ next_W + next_b


# %% wrong="nearest_neighbour_tour" mistake="no return"
def nearest_neighbour_tour(D, start=0):
    tour, left = [start], set(range(len(D))) - {start}
    while left:
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        left.remove(tour[-1])


# %% right="optimal_tour"
def optimal_tour(D):
    best, shortest = [], float("inf")
    for order in permutations(range(len(D))):
        if order[0] == 0 and tour_length(D, list(order)) < shortest:
            best, shortest = list(order), tour_length(D, list(order))
    return best


# %% wrong="separating_line" mistake="no return"
def separating_line(W, b):
    w = W[:, 1] - W[:, 0]
    c = b[1] - b[0]


# %% wrong="layer_by_hand" mistake="minus overlooked"
z_by_hand = [2 * 1 + 3 * 2 + 1, 2 * 2 + 3 * 1 - 5]
a_by_hand = [9, 2]

# %% wrong="layer_by_hand" mistake="negative number dropped"
z_by_hand = [-3, 2]
a_by_hand = [z for z in z_by_hand if z > 0]

# %% wrong="layer_by_hand" mistake="one maximum for all"
z_by_hand = [-3, 2]
a_by_hand = max(0, *z_by_hand)

# %% wrong="layer_by_hand" mistake="bias added after ReLU"
z_by_hand = [-3, 2]
a_by_hand = [max(0, -4) + 1, max(0, 7) - 5]

# %% wrong="layer_by_hand" mistake="products not added up"
z_by_hand = [[2, 4], [-6, 3]]
a_by_hand = [[2, 4], [0, 3]]


# %% wrong="affine" mistake="bias added once for each coordinate"
def affine(x, W, b):
    out = np.zeros((len(x), len(b)))
    for i in range(len(W)):
        out += x[:, i : i + 1] * W[i] + b
    return out


# %% wrong="affine" mistake="biases added up"
def affine(x, W, b):
    return x @ W + b.sum()


# %% wrong="affine" mistake="last coordinate left out"
def affine(x, W, b):
    out = np.zeros((len(x), len(b)))
    for n in range(len(x)):
        for j in range(len(b)):
            for i in range(len(W) - 1):
                out[n, j] += x[n, i] * W[i, j]
            out[n, j] += b[j]
    return out


# %% wrong="affine" mistake="result transposed"
def affine(x, W, b):
    return np.array([x @ W[:, j] + b[j] for j in range(len(b))])


# %% wrong="affine" mistake="one point only"
def affine(x, W, b):
    return x[0] @ W + b


# %% wrong="affine" mistake="shape of x given to the result"
def affine(x, W, b):
    out = np.zeros_like(x)
    for n in range(x.shape[0]):
        for j in range(x.shape[1]):
            out[n, j] = x[n] @ W[:, j] + b[j]
    return out


# %% wrong="affine" mistake="rounded"
def affine(x, W, b):
    out = np.empty((len(x), len(b)), dtype=int)
    out[:] = x @ W + b
    return out


# %% right="affine"
def affine(x, W, b):
    z = x @ W
    z += b
    return z


# %% wrong="relu" mistake="two dimensions written in"
def relu(z):
    out = np.zeros(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            out[i, j] = max(0, z[i, j])
    return out


# %% wrong="relu" mistake="rounded"
def relu(z):
    return np.vectorize(lambda v: max(0, v))(z)


# %% wrong="relu" mistake="threshold that is not 0"
def relu(z):
    return np.where(z >= 1, z, 0)


# %% wrong="relu" mistake="given array returned"
def relu(z):
    positive = z.copy()
    positive[positive < 0] = 0
    return z


# %% wrong="relu" mistake="shape lost"
def relu(z):
    return np.array([max(0, v) for v in z.flatten()])


# %% wrong="relu" mistake="capped at 6"
def relu(z):
    return np.clip(z, 0, 6)


# %% wrong="relu" mistake="softplus"
def relu(z):
    return np.log(1 + np.exp(z))


# %% wrong="relu" mistake="sign turned"
def relu(z):
    return np.where(z > 0, -z, 0)


# %% wrong="relu" mistake="twice too large"
def relu(z):
    return abs(z) + z


# %% right="relu"
def relu(z):
    return z - np.minimum(z, 0)


# %% right="relu"
def relu(z):
    return np.array([relu(part) for part in z]) if z.ndim else max(z, 0 * z)


# %% wrong="layer_path" mistake="number of layers written in"
def layer_path(x, layers):
    (W1, b1), (W2, b2), (W3, b3), (W4, b4) = layers
    a1 = relu(affine(x, W1, b1))
    a2 = relu(affine(a1, W2, b2))
    a3 = relu(affine(a2, W3, b3))
    return [x, a1, a2, a3, affine(a3, W4, b4)]


# %% wrong="layer_path" mistake="fails for one layer"
def layer_path(x, layers):
    path = [x, relu(affine(x, *layers[0]))]
    for W, b in layers[1:-1]:
        path.append(relu(affine(path[-1], W, b)))
    return [*path, affine(path[-1], *layers[-1])]


# %% wrong="layer_path" mistake="activation after the last layer"
def layer_path(x, layers):
    path = [x, relu(affine(x, *layers[0]))]
    for i, (W, b) in enumerate(layers[1:], start=2):
        z = affine(path[-1], W, b)
        path.append(z if i == len(layers) else relu(z))
    return path


# %% wrong="layer_path" mistake="z and a both kept"
def layer_path(x, layers):
    path = [x]
    for W, b in layers[:-1]:
        path.append(affine(path[-1], W, b))
        path.append(relu(path[-1]))
    return [*path, affine(path[-1], *layers[-1])]


# %% wrong="layer_path" mistake="generator instead of a list"
def layer_path(x, layers):
    yield x
    for W, b in layers[:-1]:
        x = relu(affine(x, W, b))
        yield x
    yield affine(x, *layers[-1])


# %% wrong="layer_path" mistake="softmax on the scores"
def layer_path(x, layers):
    path = [x]
    for W, b in layers[:-1]:
        path.append(relu(affine(path[-1], W, b)))
    odds = np.exp(affine(path[-1], *layers[-1]))
    return [*path, odds / odds.sum(axis=1, keepdims=True)]


# %% wrong="layer_path" mistake="layers in reverse order"
def layer_path(x, layers):
    path = [x]
    for W, b in layers[:0:-1]:
        path.append(relu(affine(path[-1], W, b)))
    return [*path, affine(path[-1], *layers[0])]


# %% wrong="layer_path" mistake="ReLU left out"
def layer_path(x, layers):
    path = [x]
    for W, b in layers:
        z = affine(path[-1], W, b)
        path.append(z if len(b) == 2 else relu(z))
    return path


# %% right="layer_path"
from functools import reduce


def layer_path(x, layers):
    def on(path, layer):
        return [*path, affine(relu(path[-1]) if len(path) > 1 else path[-1], *layer)]

    path = reduce(on, layers, [x])
    return [x, *[relu(z) for z in path[1:-1]], path[-1]]


# %% right="layer_path"
def layer_path(x, layers):
    after = [relu] * (len(layers) - 1) + [lambda z: z]
    a = x
    return [x, *(a := bend(affine(a, *layer)) for bend, layer in zip(after, layers, strict=True))]


# %% wrong="collapse" mistake="fails for one layer"
def collapse(layers):
    b = layers[0][1]
    for W, c in layers[1:]:
        b = b @ W + c
    return np.linalg.multi_dot([W for W, _ in layers]), b


# %% wrong="collapse" mistake="sizes written in"
def collapse(layers):
    W, b = np.eye(2), np.zeros(2)
    for next_W, next_b in layers:
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


# %% wrong="collapse" mistake="argument changed"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W = W @ next_W
        b[:] = b @ next_W + next_b
    return W, b


# %% wrong="collapse" mistake="first layer taken twice"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers:
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


# %% wrong="collapse" mistake="W and b swapped"
def collapse(layers):
    W, b = layers[0]
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, b @ next_W + next_b
    return b, W


# %% wrong="collapse" mistake="later biases dropped"
def collapse(layers):
    W, b = layers[0]
    for next_W, _ in layers[1:]:
        W, b = W @ next_W, b @ next_W
    return W, b


# %% wrong="collapse" mistake="b kept as a table"
def collapse(layers):
    W, b = layers[0][0], layers[0][1][None, :]
    for next_W, next_b in layers[1:]:
        W, b = W @ next_W, b @ next_W + next_b
    return W, b


# %% right="collapse"
def collapse(layers):
    W, b = np.eye(len(layers[-1][1])), np.zeros(len(layers[-1][1]))
    for earlier_W, earlier_b in reversed(layers):
        W, b = earlier_W @ W, earlier_b @ W + b
    return W, b


# %% right="collapse"
def collapse(layers):
    """With a coordinate that is always 1, a layer is one table."""
    total = np.eye(len(layers[0][0]) + 1)
    for W, b in layers:
        total = total @ np.block([[W, np.zeros((len(W), 1))], [b[None, :], np.ones((1, 1))]])
    return total[:-1, :-1], total[-1, :-1]


# %% wrong="classify" mistake="kept as a column"
def classify(x, layers):
    return layer_path(x, layers)[-1].argmax(axis=1, keepdims=True)


# %% wrong="classify" mistake="dimension lost"
def classify(x, layers):
    return layer_path(x, layers)[-1].argmax(axis=1).squeeze()


# %% wrong="classify" mistake="argument changed"
def classify(x, layers):
    answer = layer_path(x.copy(), layers)[-1].argmax(axis=1)
    x -= x.mean(axis=0).astype(x.dtype)
    return answer


# %% wrong="classify" mistake="number of layers written in"
def classify(x, layers):
    (W1, b1), (W2, b2) = layers
    return affine(relu(affine(x, W1, b1)), W2, b2).argmax(axis=1)


# %% wrong="classify" mistake="sign of one score"
def classify(x, layers):
    return (layer_path(x, layers)[-1][:, -1] > 0).astype(int)


# %% right="classify"
def classify(x, layers):
    *_, scores = layer_path(x, layers)
    return np.fromiter((np.argmax(row) for row in scores), dtype=np.uint8, count=len(scores))


# %% wrong="separating_line" mistake="argument changed"
def separating_line(W, b):
    W[:, 1] -= W[:, 0]
    return W[:, 1], b[1] - b[0]


# %% wrong="separating_line" mistake="argument changed"
def separating_line(W, b):
    b -= b[0]
    return W[:, 1] - W[:, 0], b[1]


# %% wrong="separating_line" mistake="w and c in one array"
def separating_line(W, b):
    return np.append(W[:, 1] - W[:, 0], b[1] - b[0])


# %% wrong="separating_line" mistake="halved"
def separating_line(W, b):
    return (W[:, 1] - W[:, 0]) / 2, (b[1] - b[0]) / 2


# %% wrong="separating_line" mistake="absolute value"
def separating_line(W, b):
    return np.abs(W[:, 1] - W[:, 0]), abs(b[1] - b[0])


# %% wrong="separating_line" mistake="slope and intercept"
def separating_line(W, b):
    w = W[:, 1] - W[:, 0]
    return -w[0] / w[1], (b[0] - b[1]) / w[1]


# %% wrong="separating_line" mistake="w and c swapped"
def separating_line(W, b):
    return b[1] - b[0], W[:, 1] - W[:, 0]


# %% wrong="separating_line" mistake="c kept as an array"
def separating_line(W, b):
    return W[:, 1] - W[:, 0], np.diff(b)


# %% right="separating_line"
def separating_line(W, b):
    def difference(h):
        zero, one = h @ W + b
        return one - zero

    c = difference(np.zeros(len(W)))
    return np.array([difference(e) - c for e in np.eye(len(W))]), c


# %% wrong="tour_length" mistake="way home added for every edge"
def tour_length(D, tour):
    length = 0.0
    for a, b in pairwise(tour):
        length += D[a, b] + D[tour[-1], tour[0]]
    return length


# %% wrong="tour_length" mistake="way home from the wrong city"
def tour_length(D, tour):
    length = 0.0
    for k in range(len(tour) - 1):
        length += D[tour[k], tour[k + 1]]
    return length + D[tour[k], tour[0]]


# %% wrong="tour_length" mistake="last edge only"
def tour_length(D, tour):
    for k in range(len(tour)):
        length = 0.0
        length += D[tour[k - 1], tour[k]]
    return length


# %% wrong="tour_length" mistake="city joined to itself"
def tour_length(D, tour):
    return sum(D[city, city] for city in tour)


# %% wrong="tour_length" mistake="state kept between calls"
total = 0.0


def tour_length(D, tour):
    global total
    for k in range(len(tour)):
        total += D[tour[k - 1], tour[k]]
    return total


# %% right="tour_length"
def tour_length(D, tour):
    visited = np.eye(len(D))[list(tour)]
    return np.trace(visited @ D @ np.roll(visited, -1, axis=0).T)


# %% wrong="nearest_neighbour_tour" mistake="nearest to the start"
def nearest_neighbour_tour(D, start=0):
    rest = [city for city in range(len(D)) if city != start]
    return [start, *sorted(rest, key=lambda city: D[start, city])]


# %% wrong="nearest_neighbour_tour" mistake="nearest to any city of the tour"
def nearest_neighbour_tour(D, start=0):
    tour, left = [start], set(range(len(D))) - {start}
    while left:
        tour.append(min(left, key=lambda city: min(D[seen, city] for seen in tour)))
        left.remove(tour[-1])
    return tour


# %% wrong="nearest_neighbour_tour" mistake="grown at both ends"
def nearest_neighbour_tour(D, start=0):
    tour, left = [start], set(range(len(D))) - {start}
    while left:
        behind = min(left, key=lambda city: D[tour[-1], city])
        before = min(left, key=lambda city: D[tour[0], city])
        if D[tour[-1], behind] <= D[tour[0], before]:
            tour.append(behind)
            left.remove(behind)
        else:
            tour.insert(0, before)
            left.remove(before)
    return tour[tour.index(start) :] + tour[: tour.index(start)]


# %% wrong="nearest_neighbour_tour" mistake="city that is not there"
def nearest_neighbour_tour(D, start=0):
    tour, left = [start], set(range(8)) - {start}
    while left:
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        left.remove(tour[-1])
    return tour


# %% wrong="nearest_neighbour_tour" mistake="state kept between calls"
seen = set()


def nearest_neighbour_tour(D, start=0):
    tour = [start]
    seen.add(start)
    while left := [city for city in range(len(D)) if city not in seen]:
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        seen.add(tour[-1])
    return tour


# %% wrong="nearest_neighbour_tour" mistake="state kept between calls"
def nearest_neighbour_tour(D, start=0, tour=[]):
    tour.append(start)
    while len(tour) < len(D):
        left = [city for city in range(len(D)) if city not in tour]
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
    return tour


# %% wrong="nearest_neighbour_tour" mistake="city visited twice"
def nearest_neighbour_tour(D, start=0):
    tour, left = [start], list(range(1, len(D)))
    while left:
        tour.append(min(left, key=lambda city: D[tour[-1], city]))
        left.remove(tour[-1])
    return tour


# %% right="nearest_neighbour_tour"
def nearest_neighbour_tour(D, start=0):
    left = np.delete(np.arange(len(D)), start)
    tour = [start]
    while left.size:
        k = D[tour[-1], left].argmin()
        tour.append(left[k])
        left = np.delete(left, k)
    return tour


# %% wrong="tour_counts" mistake="tours listed"
tours_5 = list(permutations(range(1, 5)))
tours_8 = list(permutations(range(1, 8)))

# %% wrong="tour_counts" mistake="the second by a wrong factor"
tours_5 = 12
tours_8 = 12 * 8 * 7

# %% right="tour_counts"
tours_5 = math.prod(range(3, 5))
tours_8 = math.prod(range(3, 8))


# %% wrong="optimal_tour" mistake="nearest neighbour from every start"
def optimal_tour(D):
    best = min((nearest_neighbour_tour(D, start) for start in range(len(D))), key=lambda tour: tour_length(D, tour))
    return best[best.index(0) :] + best[: best.index(0)]


# %% wrong="optimal_tour" mistake="state kept between calls"
best_tour, best_length = None, math.inf


def optimal_tour(D):
    global best_tour, best_length
    for order in permutations(range(1, len(D))):
        if tour_length(D, [0, *order]) < best_length:
            best_tour, best_length = [0, *order], tour_length(D, [0, *order])
    return best_tour


# %% wrong="optimal_tour" mistake="a few random orders"
def optimal_tour(D):
    rng = np.random.default_rng(0)
    tours = [[0, *(1 + rng.permutation(len(D) - 1))] for _ in range(20)]
    return min(tours, key=lambda tour: tour_length(D, tour))


# %% wrong="optimal_tour" mistake="argument changed"
def optimal_tour(D):
    np.fill_diagonal(D, np.inf)
    return min(([0, *order] for order in permutations(range(1, len(D)))), key=lambda tour: tour_length(D, tour))


# %% wrong="optimal_tour" mistake="not every order tried"
def optimal_tour(D):
    return min([0, *order] for order in permutations(range(1, len(D))))


# %% right="optimal_tour"
def optimal_tour(D):
    """Branch and bound: a way that is already too long is not gone on with."""
    best = [math.inf, []]

    def go_on(tour, length):
        if length >= best[0]:
            return
        if len(tour) == len(D):
            total = length + D[tour[-1], 0]
            if total < best[0]:
                best[:] = [total, tour]
            return
        for city in set(range(len(D))) - set(tour):
            go_on([*tour, city], length + D[tour[-1], city])

    go_on([0], 0.0)
    return best[1]


# %% right="optimal_tour"
def optimal_tour(D):
    orders = (order for order in permutations(range(1, len(D))) if order[0] <= order[-1])
    return min(([0, *order] for order in orders), key=lambda tour: tour_length(D, tour))


# %% wrong="two_opt" mistake="stops too early"
def two_opt(D, tour):
    tour, n = list(tour), len(tour)
    for _ in range(3):
        pairs = [(i, j) for i in range(n - 1) for j in range(i + 1, n)]
        others = [tour[: i + 1] + tour[i + 1 : j + 1][::-1] + tour[j + 1 :] for i, j in pairs]
        tour = min([tour, *others], key=lambda other: tour_length(D, other))
    return tour


# %% wrong="two_opt" mistake="stops too early"
def two_opt(D, tour):
    tour, improved = list(tour), True
    while improved:
        improved = False
        for i in range(len(tour)):
            new = list(tour)
            new[i - 1], new[i] = new[i], new[i - 1]
            if tour_length(D, new) < tour_length(D, tour) - 1e-12:
                tour, improved = new, True
    return tour


# %% wrong="two_opt" mistake="argument changed"
def two_opt(D, tour):
    tour, n, improved = list(tour), len(tour), True
    D[np.arange(n), np.arange(n)] = np.inf
    while improved:
        improved = False
        for i in range(n - 1):
            for j in range(i + 2, n):
                a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
                if a != d and D[a, c] + D[b, d] < D[a, b] + D[c, d] - 1e-12:
                    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
                    improved = True
    return tour


# %% right="two_opt"
from itertools import combinations


def two_opt(D, tour):
    tour, n = list(tour), len(tour)

    def gain(i, j):
        a, b, c, d = tour[i], tour[i + 1], tour[j], tour[(j + 1) % n]
        return D[a, b] + D[c, d] - D[a, c] - D[b, d]

    while pair := next((pair for pair in combinations(range(n), 2) if gain(*pair) > 1e-12), None):
        i, j = pair
        tour = [*tour[: i + 1], *tour[j:i:-1], *tour[j + 1 :]]
    return tour


# %% wrong="layer_path" mistake="argument changed"
def layer_path(x, layers):
    path = [x]
    for i, (W, b) in enumerate(layers):
        b *= 2
        z = path[-1] @ W + b // 2
        path.append(relu(z) if i < len(layers) - 1 else z)
    return path


# %% wrong="classify" mistake="argument changed"
def classify(x, layers):
    W, b = layers.pop()
    for hidden_W, hidden_b in layers:
        x = relu(affine(x, hidden_W, hidden_b))
    return affine(x, W, b).argmax(axis=1)


# %% wrong="tour_length" mistake="argument changed"
def tour_length(D, tour):
    length = 0.0
    for k in range(len(tour)):
        length += D[tour[k - 1], tour[k]]
        D[tour[k - 1], tour[k]] = 0
    return length
