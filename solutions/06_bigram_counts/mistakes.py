# %% wrong="bigrams" mistake="start missing"
def bigrams(word):
    return list(zip(word, word[1:] + "."))

# %% wrong="bigrams" mistake="end missing"
def bigrams(word):
    return list(zip("." + word, word))

# %% wrong="bigrams" mistake="start and end missing"
def bigrams(word):
    return [(a, b) for a, b in zip(word, word[1:])]

# %% wrong="bigrams" mistake="no list"
def bigrams(word):
    return zip("." + word, word + ".")

# %% wrong="bigrams" mistake="pairs turned around"
def bigrams(word):
    return list(zip(word + ".", "." + word))

# %% wrong="bigrams" mistake="no overlap"
def bigrams(word):
    framed = "." + word + "."
    return [(framed[i], framed[i + 1]) for i in range(0, len(framed) - 1, 2)]

# %% wrong="bigrams" mistake="text instead of pairs"
def bigrams(word):
    framed = "." + word + "."
    return [framed[i : i + 2] for i in range(len(framed) - 1)]

# %% wrong="bigrams" mistake="repeats dropped"
def bigrams(word):
    return list(dict.fromkeys(zip("." + word, word + ".")))

# %% right="bigrams"
def bigrams(word):
    characters = ["."] + list(word) + ["."]
    pairs = []
    for first, second in zip(characters, characters[1:]):
        pairs.append((first, second))
    return pairs

# %% right="bigrams"
from itertools import pairwise


def bigrams(word):
    return list(pairwise(f".{word}."))

# %% right="bigrams"
def bigrams(word):
    framed = "." + word + "."
    i, pairs = 0, []
    while i + 1 < len(framed):
        pairs += [(framed[i], framed[i + 1])]
        i += 1
    return pairs

# %% right="bigrams"
import re


def bigrams(word):
    return re.findall(r"(?=(.)(.))", "." + word + ".")

# %% wrong="predict_counts" mistake="start or end missing"
pairs_of_emma = 4
pairs_of_all = 196113
pairs_from_dot = 32033
possible_pairs = 729

# %% wrong="predict_counts" mistake="start and end missing"
pairs_of_emma = 3
pairs_of_all = 196113 - 32033
pairs_from_dot = 0
possible_pairs = 26 * 26

# %% wrong="predict_counts" mistake="characters instead of gaps"
pairs_of_emma = 5
pairs_of_all = 196113 + 2 * 32033
pairs_from_dot = 32033
possible_pairs = 729

# %% wrong="predict_counts" mistake="one end missing"
pairs_of_emma = 5
pairs_of_all = 196113
pairs_from_dot = 32033
possible_pairs = 729

# %% wrong="predict_counts" mistake="names run together"
pairs_of_emma = 5
pairs_of_all = 196113 + 1
pairs_from_dot = 1
possible_pairs = 729

# %% wrong="predict_counts" mistake="kinds instead of counts"
pairs_of_emma = 5
pairs_of_all = 228146
pairs_from_dot = 26
possible_pairs = 729

# %% wrong="predict_counts" mistake="both ends counted"
pairs_of_emma = 5
pairs_of_all = 228146
pairs_from_dot = 64066
possible_pairs = 729

# %% wrong="predict_counts" mistake="two dots"
pairs_of_emma = 5
pairs_of_all = 228146
pairs_from_dot = 32033
possible_pairs = 784

# %% wrong="predict_counts" mistake="order ignored"
pairs_of_emma = 5
pairs_of_all = 228146
pairs_from_dot = 32033
possible_pairs = 378

# %% wrong="predict_counts" mistake="dot left out"
pairs_of_emma = 5
pairs_of_all = 228146
pairs_from_dot = 32033
possible_pairs = 676

# %% right="predict_counts"
pairs_of_emma, pairs_of_all, pairs_from_dot, possible_pairs = 5, 228146, 32033, 729

# %% right="predict_counts"
pairs_of_emma = len(bigrams("emma"))
pairs_of_all = 196113.0 + 32033.0
pairs_from_dot = 32033.0
possible_pairs = 27**2

# %% right="predict_counts"
pairs_of_emma = torch.tensor(5)
pairs_of_all = torch.tensor([196113, 32033]).sum()
pairs_from_dot = torch.tensor(32033)
possible_pairs = torch.zeros(27, 27).numel()

# %% wrong="count_bigrams" mistake="start missing"
def count_bigrams(words):
    counts = {}
    for w in words:
        for pair in zip(w, w[1:] + "."):
            counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="end missing"
def count_bigrams(words):
    counts = {}
    for w in words:
        for pair in zip("." + w, w):
            counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="start and end missing"
def count_bigrams(words):
    counts = {}
    for w in words:
        for pair in zip(w, w[1:]):
            counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="first time not counted"
def count_bigrams(words):
    counts = {}
    for w in words:
        for pair in bigrams(w):
            if pair in counts:
                counts[pair] += 1
            else:
                counts[pair] = 0
    return counts

# %% wrong="count_bigrams" mistake="each word counted once"
def count_bigrams(words):
    counts = {}
    for w in set(words):
        for pair in bigrams(w):
            counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="repeats in a word dropped"
def count_bigrams(words):
    counts = {}
    for w in words:
        for pair in set(bigrams(w)):
            counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="names run together"
def count_bigrams(words):
    counts = {}
    for pair in bigrams("".join(words)):
        counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="keys as text"
def count_bigrams(words):
    counts = {}
    for w in words:
        for a, b in bigrams(w):
            counts[a + b] = counts.get(a + b, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="pairs turned around"
def count_bigrams(words):
    counts = {}
    for w in words:
        for a, b in bigrams(w):
            counts[b, a] = counts.get((b, a), 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="one word only"
def count_bigrams(words):
    for w in words:
        counts = {}
        for pair in bigrams(w):
            counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="counted twice"
all_counts = {}


def count_bigrams(words):
    for w in words:
        for pair in bigrams(w):
            all_counts[pair] = all_counts.get(pair, 0) + 1
    return all_counts

# %% right="count_bigrams"
from collections import Counter


def count_bigrams(words):
    return Counter(pair for w in words for pair in bigrams(w))

# %% right="count_bigrams"
from collections import defaultdict


def count_bigrams(words):
    counts = defaultdict(int)
    for w in words:
        for a, b in zip("." + w, w + "."):
            counts[a, b] += 1
    return dict(counts)

# %% right="count_bigrams"
def count_bigrams(words):
    pairs = sorted(pair for w in words for pair in bigrams(w))
    counts = {}
    for pair in pairs:
        try:
            counts[pair] += 1
        except KeyError:
            counts[pair] = 1
    return counts

# %% wrong="count_starts" mistake="counted twice"
def count_starts(words, counts={}):
    for word in words:
        counts[word[0]] = counts.get(word[0], 0) + 1
    return counts

# %% wrong="count_starts" mistake="counted twice"
start_counts = {}


def count_starts(words):
    global start_counts
    for word in words:
        start_counts[word[0]] = start_counts.get(word[0], 0) + 1
    return start_counts

# %% wrong="count_starts" mistake="old counts kept"
def count_starts(words, counts={}):
    for letter in {word[0] for word in words}:
        counts[letter] = 0
    for word in words:
        counts[word[0]] += 1
    return counts

# %% wrong="count_starts" mistake="last letter instead of the first"
def count_starts(words):
    counts = {}
    for word in words:
        counts[word[-1]] = counts.get(word[-1], 0) + 1
    return counts

# %% wrong="count_starts" mistake="all letters counted"
def count_starts(words):
    counts = {}
    for word in words:
        for letter in word:
            counts[letter] = counts.get(letter, 0) + 1
    return counts

# %% wrong="count_starts" mistake="one word only"
def count_starts(words):
    for word in words:
        counts = {}
        counts[word[0]] = counts.get(word[0], 0) + 1
    return counts

# %% wrong="count_starts" mistake="each word counted once"
def count_starts(words):
    counts = {}
    for word in set(words):
        counts[word[0]] = counts.get(word[0], 0) + 1
    return counts

# %% wrong="count_starts" mistake="first time not counted"
def count_starts(words):
    counts = {}
    for word in words:
        counts[word[0]] = counts.get(word[0], -1) + 1
    return counts

# %% wrong="count_starts" mistake="kinds instead of counts"
def count_starts(words):
    return {word[0]: 1 for word in words}

# %% right="count_starts"
def count_starts(words, counts=None):
    counts = {} if counts is None else counts
    for word in words:
        counts[word[0]] = counts.get(word[0], 0) + 1
    return counts

# %% right="count_starts"
from collections import Counter


def count_starts(words):
    return Counter(word[0] for word in words)

# %% right="count_starts"
def count_starts(words):
    return {b: n for (a, b), n in count_bigrams(words).items() if a == "."}

# %% wrong="top_bigrams" mistake="least frequent first"
def top_bigrams(counts, k):
    return sorted(counts.items(), key=lambda item: (item[1], item[0]))[:k]

# %% wrong="top_bigrams" mistake="ties in order of appearance"
def top_bigrams(counts, k):
    return sorted(counts.items(), key=lambda item: -item[1])[:k]

# %% wrong="top_bigrams" mistake="ties in reverse order"
def top_bigrams(counts, k):
    return sorted(counts.items(), key=lambda item: (item[1], item[0]), reverse=True)[:k]

# %% wrong="top_bigrams" mistake="ties out of order"
def top_bigrams(counts, k):
    items = sorted(counts.items())
    order = torch.randperm(len(items)).tolist()
    while order == sorted(order) or order == sorted(order)[::-1]:
        order = torch.randperm(len(items)).tolist()
    items = [items[i] for i in order]
    return sorted(items, key=lambda item: -item[1])[:k]

# %% wrong="top_bigrams" mistake="alphabetical order only"
def top_bigrams(counts, k):
    return sorted(counts.items())[:k]

# %% wrong="top_bigrams" mistake="k ignored"
def top_bigrams(counts, k):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

# %% wrong="top_bigrams" mistake="counts left out"
def top_bigrams(counts, k):
    return sorted(counts, key=lambda pair: (-counts[pair], pair))[:k]

# %% wrong="top_bigrams" mistake="count before the pair"
def top_bigrams(counts, k):
    return [(n, pair) for pair, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k]]

# %% wrong="top_bigrams" mistake="dictionary instead of a list"
def top_bigrams(counts, k):
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k])

# %% wrong="top_bigrams" mistake="first k taken before sorting"
def top_bigrams(counts, k):
    return sorted(list(counts.items())[:k], key=lambda item: (-item[1], item[0]))

# %% right="top_bigrams"
def top_bigrams(counts, k):
    alphabetical = sorted(counts.items())
    return sorted(alphabetical, key=lambda item: item[1], reverse=True)[:k]

# %% right="top_bigrams"
import heapq


def top_bigrams(counts, k):
    return heapq.nsmallest(k, counts.items(), key=lambda item: (-item[1], item[0]))

# %% right="top_bigrams"
def top_bigrams(counts, k):
    left, top = dict(counts), []
    while left and len(top) < k:
        most = max(left.values())
        pair = min(p for p, n in left.items() if n == most)
        top.append((pair, left.pop(pair)))
    return top

# %% right="top_bigrams"
def top_bigrams(counts, k):
    ranked = sorted((-n, a, b) for (a, b), n in counts.items())
    return [((a, b), -n) for n, a, b in ranked][:k]

# %% wrong="build_vocab" mistake="dot put last"
def build_vocab(words):
    letters = [*sorted(set("".join(words))), "."]
    return {c: i for i, c in enumerate(letters)}, dict(enumerate(letters))

# %% wrong="build_vocab" mistake="dot missing"
def build_vocab(words):
    letters = sorted(set("".join(words)))
    return {c: i for i, c in enumerate(letters)}, dict(enumerate(letters))

# %% wrong="build_vocab" mistake="dot missing"
def build_vocab(words):
    stoi = {c: i for i, c in enumerate(sorted(set("".join(words))), start=1)}
    itos = {i: c for c, i in stoi.items()}
    stoi["."] = 0
    return stoi, itos

# %% wrong="build_vocab" mistake="dot and first letter share 0"
def build_vocab(words):
    stoi = {c: i for i, c in enumerate(sorted(set("".join(words))))}
    stoi["."] = 0
    return stoi, {i: c for c, i in stoi.items()}

# %% wrong="build_vocab" mistake="order of appearance"
def build_vocab(words):
    characters = list(dict.fromkeys("." + "".join(words)))
    return {c: i for i, c in enumerate(characters)}, dict(enumerate(characters))

# %% wrong="build_vocab" mistake="letters not sorted"
def build_vocab(words):
    characters = ["."] + sorted(set("".join(words)), reverse=True)
    return {c: i for i, c in enumerate(characters)}, dict(enumerate(characters))

# %% wrong="build_vocab" mistake="alphabet instead of the letters that occur"
def build_vocab(words):
    characters = ".abcdefghijklmnopqrstuvwxyz"
    return {c: i for i, c in enumerate(characters)}, dict(enumerate(characters))

# %% wrong="build_vocab" mistake="separate start and end tokens"
def build_vocab(words):
    characters = ["<S>", *sorted(set("".join(words))), "<E>"]
    return {c: i for i, c in enumerate(characters)}, dict(enumerate(characters))

# %% wrong="build_vocab" mistake="directions exchanged"
def build_vocab(words):
    characters = ["."] + sorted(set("".join(words)))
    return dict(enumerate(characters)), {c: i for i, c in enumerate(characters)}

# %% wrong="build_vocab" mistake="one dictionary only"
def build_vocab(words):
    return {character: i for i, character in enumerate(["."] + sorted(set("".join(words))))}

# %% wrong="build_vocab" mistake="list instead of a dictionary"
def build_vocab(words):
    characters = ["."] + sorted(set("".join(words)))
    return {c: i for i, c in enumerate(characters)}, characters

# %% right="build_vocab"
def build_vocab(words):
    characters = sorted(set("." + "".join(words)))
    return {c: i for i, c in enumerate(characters)}, dict(enumerate(characters))

# %% right="build_vocab"
def build_vocab(words):
    seen = set()
    for word in words:
        seen.update(word)
    stoi, itos = {".": 0}, {0: "."}
    for letter in sorted(seen):
        itos[len(stoi)] = letter
        stoi[letter] = len(stoi)
    return stoi, itos

# %% right="build_vocab"
import string


def build_vocab(words):
    text = "".join(words)
    letters = [letter for letter in string.ascii_lowercase if letter in text]
    stoi = dict(zip(letters, range(1, 27)))
    stoi["."] = 0
    return stoi, {stoi[c]: c for c in stoi}

# %% wrong="predict_tokens" mistake="dot left out"
shape_one_dot = (26, 26)
shape_two_tokens = (28, 28)
empty_rows = 1
empty_columns = 1

# %% wrong="predict_tokens" mistake="one axis only"
shape_one_dot = 27
shape_two_tokens = 28
empty_rows = 1
empty_columns = 1

# %% wrong="predict_tokens" mistake="one token a side"
shape_one_dot = (27, 27)
shape_two_tokens = (27, 27)
empty_rows = 0
empty_columns = 0

# %% wrong="predict_tokens" mistake="end taken for a beginning"
shape_one_dot = (27, 27)
shape_two_tokens = (28, 28)
empty_rows = 0
empty_columns = 0

# %% wrong="predict_tokens" mistake="start taken for a successor"
shape_one_dot = (27, 27)
shape_two_tokens = (28, 28)
empty_rows = 1
empty_columns = 0

# %% wrong="predict_tokens" mistake="both tokens counted"
shape_one_dot = (27, 27)
shape_two_tokens = (28, 28)
empty_rows = 2
empty_columns = 2

# %% right="predict_tokens"
shape_one_dot, shape_two_tokens, empty_rows, empty_columns = (27, 27), (28, 28), 1, 1

# %% right="predict_tokens"
shape_one_dot = torch.zeros(27, 27).shape
shape_two_tokens = torch.zeros(28, 28).shape
empty_rows = 1.0
empty_columns = 1.0

# %% right="predict_tokens"
V = 26 + 2
shape_one_dot = (V - 1, V - 1)
shape_two_tokens = (V, V)
empty_rows = len(["<E>"])
empty_columns = len(["<S>"])

# %% wrong="count_matrix" mistake="rows and columns swapped"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        for a, b in bigrams(w):
            N[stoi[b], stoi[a]] += 1
    return N

# %% wrong="count_matrix" mistake="start missing"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        for a, b in zip(w, w[1:] + "."):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="end missing"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        for a, b in zip("." + w, w):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="start and end missing"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        for a, b in zip(w, w[1:]):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="names run together"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for a, b in bigrams("".join(words)):
        N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="each word counted once"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in set(words):
        for a, b in bigrams(w):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="repeats lost"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    pairs = [pair for w in words for pair in bigrams(w)]
    N[[stoi[a] for a, _ in pairs], [stoi[b] for _, b in pairs]] += 1
    return N

# %% wrong="count_matrix" mistake="27 rows always"
def count_matrix(words, stoi):
    N = torch.zeros((27, 27), dtype=torch.int64)
    for w in words:
        for a, b in bigrams(w):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="separate start and end tokens"
def count_matrix(words, stoi):
    V = len(stoi) + 1
    N = torch.zeros((V, V), dtype=torch.int64)
    for w in words:
        ids = [0] + [stoi[c] for c in w] + [V - 1]
        for i, j in zip(ids, ids[1:]):
            N[i, j] += 1
    return N

# %% wrong="count_matrix" mistake="counted twice"
big_table = torch.zeros((27, 27), dtype=torch.int64)


def count_matrix(words, stoi):
    for w in words:
        for a, b in bigrams(w):
            big_table[stoi[a], stoi[b]] += 1
    return big_table[: len(stoi), : len(stoi)].clone()

# %% wrong="count_matrix" mistake="both directions counted"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for w in words:
        for a, b in bigrams(w):
            N[stoi[a], stoi[b]] += 1
            N[stoi[b], stoi[a]] += 1
    return N

# %% wrong="count_matrix" mistake="float counts"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)))
    for w in words:
        for a, b in bigrams(w):
            N[stoi[a], stoi[b]] += 1
    return N

# %% right="count_matrix"
def count_matrix(words, stoi):
    N = torch.zeros(len(stoi), len(stoi), dtype=torch.int32)
    for (a, b), n in count_bigrams(words).items():
        N[stoi[a], stoi[b]] = n
    return N

# %% right="count_matrix"
def count_matrix(words, stoi):
    ids = torch.tensor([stoi[c] for c in "." + "".join(w + "." for w in words)])
    V = len(stoi)
    return torch.bincount(ids[:-1] * V + ids[1:], minlength=V * V).reshape(V, V)

# %% right="count_matrix"
import numpy as np


def count_matrix(words, stoi):
    N = np.zeros((len(stoi), len(stoi)), dtype=np.int64)
    pairs = np.array([(stoi[a], stoi[b]) for w in words for a, b in bigrams(w)])
    np.add.at(N, (pairs[:, 0], pairs[:, 1]), 1)
    return torch.from_numpy(N)

# %% right="count_matrix"
def count_matrix(words, stoi):
    rows = [[0] * len(stoi) for _ in stoi]
    for word in words:
        previous = 0
        for character in word + ".":
            rows[previous][stoi[character]] += 1
            previous = stoi[character]
    return torch.tensor(rows)

# %% wrong="count_pairs" mistake="repeats lost"
def count_pairs(firsts, seconds, size):
    N = torch.zeros((size, size), dtype=torch.int64)
    N[firsts, seconds] += 1
    return N

# %% wrong="count_pairs" mistake="rows and columns swapped"
def count_pairs(firsts, seconds, size):
    return torch.bincount(seconds * size + firsts, minlength=size * size).view(size, size)

# %% wrong="count_pairs" mistake="rows of the wrong length"
def count_pairs(firsts, seconds, size):
    return torch.bincount(firsts * (size - 1) + seconds, minlength=size * size).view(size, size)

# %% wrong="count_pairs" mistake="both directions counted"
def count_pairs(firsts, seconds, size):
    N = torch.bincount(firsts * size + seconds, minlength=size * size).view(size, size)
    return N + N.T

# %% wrong="count_pairs" mistake="flat counts"
def count_pairs(firsts, seconds, size):
    return torch.bincount(firsts * size + seconds, minlength=size * size)

# %% wrong="count_pairs" mistake="float counts"
def count_pairs(firsts, seconds, size):
    one_hot = torch.nn.functional.one_hot
    return one_hot(firsts, size).float().T @ one_hot(seconds, size).float()

# %% wrong="count_pairs" mistake="argument changed"
def count_pairs(firsts, seconds, size):
    firsts *= size
    firsts += seconds
    return torch.bincount(firsts, minlength=size * size).view(size, size)

# %% right="count_pairs"
def count_pairs(firsts, seconds, size):
    N = torch.zeros((size, size), dtype=torch.int64)
    return N.index_put_((firsts, seconds), torch.ones_like(firsts), accumulate=True)

# %% right="count_pairs"
def count_pairs(firsts, seconds, size):
    one_hot = torch.nn.functional.one_hot
    return one_hot(firsts, size).T @ one_hot(seconds, size)

# %% right="count_pairs"
def count_pairs(firsts, seconds, size):
    N = torch.zeros(size * size, dtype=torch.int32)
    squares = firsts * size + seconds
    return N.scatter_add(0, squares, torch.ones_like(squares, dtype=torch.int32)).reshape(size, size)

# %% wrong="count_pairs" mistake="loop over the pairs"
def count_pairs(firsts, seconds, size):
    N = torch.zeros((size, size), dtype=torch.int64)
    for i, j in zip(firsts.tolist(), seconds.tolist()):
        N[i, j] += 1
    return N

# %% wrong="bigrams" mistake="no return"
def bigrams(word):
    list(zip("." + word, word + "."))

# %% wrong="bigrams" mistake="tuple instead of a list"
def bigrams(word):
    return tuple(zip("." + word, word + "."))

# %% wrong="bigrams" mistake="lists instead of pairs"
def bigrams(word):
    return [[a, b] for a, b in zip("." + word, word + ".")]

# %% wrong="count_bigrams" mistake="one word only"
def count_bigrams(words):
    counts = {}
    for word in words:
        for pair in bigrams(word):
            counts[pair] = counts.get(pair, 0) + 1
        return counts

# %% wrong="count_bigrams" mistake="argument changed"
def count_bigrams(words):
    counts = {}
    while words:
        for pair in bigrams(words.pop()):
            counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_bigrams" mistake="no return"
def count_bigrams(words):
    counts = {}
    for word in words:
        for pair in bigrams(word):
            counts[pair] = counts.get(pair, 0) + 1

# %% wrong="count_starts" mistake="one word only"
def count_starts(words):
    counts = {}
    for word in words:
        counts[word[0]] = counts.get(word[0], 0) + 1
        return counts

# %% wrong="count_starts" mistake="no return"
def count_starts(words):
    counts = {}
    for word in words:
        counts[word[0]] = counts.get(word[0], 0) + 1

# %% wrong="top_bigrams" mistake="no return"
def top_bigrams(counts, k):
    sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k]

# %% wrong="top_bigrams" mistake="k written in"
def top_bigrams(counts, k):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:7]

# %% wrong="build_vocab" mistake="list instead of a tuple"
def build_vocab(words):
    stoi = {c: i for i, c in enumerate(["."] + sorted(set("".join(words))))}
    return [stoi, {i: c for c, i in stoi.items()}]

# %% wrong="build_vocab" mistake="no return"
def build_vocab(words):
    stoi = {c: i for i, c in enumerate(["."] + sorted(set("".join(words))))}
    itos = {i: c for c, i in stoi.items()}

# %% wrong="count_matrix" mistake="list instead of a tensor"
def count_matrix(words, stoi):
    N = [[0] * len(stoi) for _ in stoi]
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a]][stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="array instead of a tensor"
import numpy as np


def count_matrix(words, stoi):
    N = np.zeros((len(stoi), len(stoi)), dtype=int)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="small whole numbers"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.uint8)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="small whole numbers"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int8)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="small whole numbers"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int16)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    return N

# %% right="count_matrix"
import numpy as np


def count_matrix(words, stoi):
    N = np.zeros((len(stoi), len(stoi)), dtype=np.int64)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    return torch.from_numpy(N)

# %% right="count_matrix"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for a, b in zip("." + word, word + "."):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_pairs" mistake="no return"
def count_pairs(firsts, seconds, size):
    torch.bincount(firsts * size + seconds, minlength=size * size).view(size, size)

# %% wrong="count_pairs" mistake="list instead of a tensor"
def count_pairs(firsts, seconds, size):
    return torch.bincount(firsts * size + seconds, minlength=size * size).view(size, size).tolist()

# %% wrong="count_pairs" mistake="array instead of a tensor"
def count_pairs(firsts, seconds, size):
    return torch.bincount(firsts * size + seconds, minlength=size * size).view(size, size).numpy()

# %% wrong="count_pairs" mistake="small whole numbers"
def count_pairs(firsts, seconds, size):
    return torch.bincount(firsts * size + seconds, minlength=size * size).view(size, size).to(torch.uint8)

# %% wrong="count_pairs" mistake="27 rows always"
def count_pairs(firsts, seconds, size):
    return torch.bincount(firsts * 27 + seconds, minlength=27 * 27).view(27, 27)

# %% right="count_pairs"
import torch.nn.functional as F


def count_pairs(firsts, seconds, size):
    return F.one_hot(firsts, size).T @ F.one_hot(seconds, size)

# %% wrong="bigrams" mistake="first pair only"
def bigrams(word):
    text = "." + word + "."
    for i in range(len(text) - 1):
        return [(text[i], text[i + 1])]

# %% wrong="bigrams" mistake="empty pair at an end"
def bigrams(word):
    text = "." + word + "."
    return [(text[i], text[i + 1 : i + 2]) for i in range(len(text))]

# %% wrong="bigrams" mistake="one pair for the whole word"
def bigrams(word):
    text = "." + word + "."
    return [(text[0], text[-1])]

# %% wrong="bigrams" mistake="pairs of an earlier call kept"
def bigrams(word, pairs=[]):
    text = "." + word + "."
    for a, b in zip(text, text[1:]):
        pairs.append((a, b))
    return pairs

# %% wrong="bigrams" mistake="sorted"
def bigrams(word):
    return sorted(zip("." + word, word + "."))

# %% wrong="bigrams" mistake="first place of a letter looked up"
def bigrams(word):
    framed = "." + word + "."
    return [(".", word[0])] + [(letter, framed[framed.index(letter) + 1]) for letter in word]

# %% wrong="bigrams" mistake="other marks than the dot"
def bigrams(word):
    marked = ["<S>", *word, "<E>"]
    return list(zip(marked, marked[1:]))

# %% right="bigrams"
def bigrams(word):
    text = f".{word}."
    return [(text[i], text[i + 1]) for i in range(len(text) - 1)]

# %% right="bigrams"
from itertools import pairwise


def bigrams(word):
    return [*pairwise("." + word + ".")]

# %% right="bigrams"
def bigrams(word):
    pairs, before = [], "."
    for letter in list(word) + ["."]:
        pairs += [(before, letter)]
        before = letter
    return pairs

# %% right="predict_counts"
pairs_of_emma = len("emma") + 1
pairs_of_all = sum([196113, 32033])
pairs_from_dot = pairs_of_all - 196113
possible_pairs = (26 + 1) ** 2

# %% wrong="count_bigrams" mistake="all counts 1"
def count_bigrams(words):
    return {pair: 1 for word in words for pair in bigrams(word)}

# %% wrong="count_bigrams" mistake="shares instead of counts"
def count_bigrams(words):
    counts = {}
    for word in words:
        for pair in bigrams(word):
            counts[pair] = counts.get(pair, 0) + 1
    total = sum(counts.values())
    return {pair: n / total for pair, n in counts.items()}

# %% wrong="count_bigrams" mistake="list instead of a dictionary"
def count_bigrams(words):
    counts = {}
    for word in words:
        for pair in bigrams(word):
            counts[pair] = counts.get(pair, 0) + 1
    return sorted(counts.items())

# %% wrong="count_bigrams" mistake="counted from 1"
def count_bigrams(words):
    counts = {}
    for word in words:
        for pair in bigrams(word):
            counts[pair] = counts.get(pair, 1) + 1
    return counts

# %% wrong="count_bigrams" mistake="last word's counts kept"
from collections import Counter


def count_bigrams(words):
    counts = {}
    for word in words:
        counts.update(Counter(bigrams(word)))
    return counts

# %% wrong="count_bigrams" mistake="zeros for other pairs"
def count_bigrams(words):
    characters = ".abcdefghijklmnopqrstuvwxyz"
    counts = {(first, second): 0 for first in characters for second in characters}
    for word in words:
        for pair in bigrams(word):
            counts[pair] += 1
    return counts

# %% right="count_bigrams"
from collections import Counter


def count_bigrams(words):
    counts = Counter()
    for word in words:
        counts.update(bigrams(word))
    return dict(counts)

# %% right="count_bigrams"
def count_bigrams(words):
    pairs = [pair for word in words for pair in zip("." + word, word + ".")]
    counts = {}
    for pair in pairs:
        try:
            counts[pair] += 1
        except KeyError:
            counts[pair] = 1
    return counts

# %% wrong="count_starts" mistake="lengths added"
def count_starts(words):
    counts = {}
    for word in words:
        counts[word[0]] = counts.get(word[0], 0) + len(word)
    return counts

# %% wrong="count_starts" mistake="zeros for other letters"
def count_starts(words):
    return {letter: sum(word[0] == letter for word in words) for letter in "abcdefghijklmnopqrstuvwxyz"}

# %% wrong="count_starts" mistake="kinds instead of counts"
def count_starts(words, counts=None):
    counts = {}
    for word in words:
        counts[word[0]] = 1
    return counts

# %% wrong="count_starts" mistake="pairs as keys"
def count_starts(words):
    counts = {}
    for word in words:
        pair = bigrams(word)[0]
        counts[pair] = counts.get(pair, 0) + 1
    return counts

# %% wrong="count_starts" mistake="list instead of a dictionary"
def count_starts(words):
    starts = [word[0] for word in words]
    return [(letter, starts.count(letter)) for letter in sorted(set(starts))]

# %% right="count_starts"
def count_starts(words, counts=None):
    counts = {} if counts is None else counts
    for word in words:
        first = word[0]
        if first not in counts:
            counts[first] = 0
        counts[first] += 1
    return counts

# %% right="count_starts"
def count_starts(words):
    firsts = [word[:1] for word in words]
    return {letter: firsts.count(letter) for letter in sorted(set(firsts))}

# %% wrong="top_bigrams" mistake="lists instead of pairs"
def top_bigrams(counts, k):
    return [[pair, n] for pair, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k]]

# %% wrong="top_bigrams" mistake="flat entries"
def top_bigrams(counts, k):
    return [(a, b, n) for (a, b), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k]]

# %% wrong="top_bigrams" mistake="text instead of pairs"
def top_bigrams(counts, k):
    return [(a + b, n) for (a, b), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k]]

# %% wrong="top_bigrams" mistake="argument changed"
def top_bigrams(counts, k):
    top = []
    while counts and len(top) < k:
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        top.append((best, counts.pop(best)))
    return top

# %% wrong="top_bigrams" mistake="ties by the second letter"
def top_bigrams(counts, k):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0][1], item[0][0]))[:k]

# %% wrong="top_bigrams" mistake="tuple instead of a list"
def top_bigrams(counts, k):
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:k])

# %% wrong="top_bigrams" mistake="dot after the letters"
def top_bigrams(counts, k):
    def place(item):
        pair, n = item
        return -n, [27 if letter == "." else ord(letter) - ord("a") for letter in pair]

    return sorted(counts.items(), key=place)[:k]

# %% wrong="top_bigrams" mistake="all ties listed"
def top_bigrams(counts, k):
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [item for item in ordered if k > 0 and item[1] >= ordered[:k][-1][1]]

# %% wrong="top_bigrams" mistake="k = 0 takes all"
def top_bigrams(counts, k):
    rising = sorted(counts.items(), key=lambda item: (-item[1], item[0]), reverse=True)
    return list(reversed(rising[-k:]))

# %% right="top_bigrams"
def top_bigrams(counts, k):
    items = sorted(counts.items())
    items.sort(key=lambda item: item[1], reverse=True)
    return items[:k]

# %% right="top_bigrams"
import heapq


def top_bigrams(counts, k):
    return heapq.nsmallest(k, counts.items(), key=lambda item: (-item[1], item[0]))

# %% right="top_bigrams"
def top_bigrams(counts, k):
    left, top = dict(counts), []
    while left and len(top) < k:
        most = max(left.values())
        pair = min(pair for pair, n in left.items() if n == most)
        top.append((pair, left.pop(pair)))
    return top

# %% wrong="build_vocab" mistake="numbers with gaps"
def build_vocab(words):
    stoi = {".": 0} | {letter: ord(letter) - 96 for letter in sorted(set("".join(words)))}
    return stoi, {i: c for c, i in stoi.items()}

# %% wrong="build_vocab" mistake="dot missing"
def build_vocab(words):
    letters = sorted(set("".join(words)))
    stoi = {letter: i for i, letter in enumerate(letters)}
    return stoi, {i: c for c, i in stoi.items()}

# %% wrong="build_vocab" mistake="numbers with gaps"
def build_vocab(words):
    letters = ["."] + sorted("".join(words))
    stoi = {letter: i for i, letter in enumerate(letters)}
    return stoi, {i: c for c, i in stoi.items()}

# %% wrong="build_vocab" mistake="dot not 0"
def build_vocab(words):
    letters = sorted(set("".join(words)) | {"."})
    stoi = {letter: i for i, letter in enumerate(letters, start=1)}
    return stoi, {i: c for c, i in stoi.items()}

# %% wrong="build_vocab" mistake="first letters only"
def build_vocab(words):
    letters = sorted({word[0] for word in words})
    stoi = {".": 0} | {letter: i for i, letter in enumerate(letters, start=1)}
    return stoi, {i: c for c, i in stoi.items()}

# %% wrong="build_vocab" mistake="dot only from between the words"
def build_vocab(words):
    characters = sorted(set(".".join(words)))
    stoi = {character: i for i, character in enumerate(characters)}
    return stoi, {i: character for character, i in stoi.items()}

# %% wrong="build_vocab" mistake="letters of an earlier call kept"
def build_vocab(words, letters=set()):
    letters.update("".join(words))
    stoi = {character: i for i, character in enumerate([".", *sorted(letters)])}
    return stoi, {i: character for character, i in stoi.items()}

# %% wrong="build_vocab" mistake="argument changed"
def build_vocab(words):
    words.append(".")
    characters = sorted(set("".join(words)))
    return {character: i for i, character in enumerate(characters)}, dict(enumerate(characters))

# %% wrong="build_vocab" mistake="numbers as text"
def build_vocab(words):
    stoi = {character: i for i, character in enumerate([".", *sorted(set("".join(words)))])}
    return stoi, {f"{i}": character for character, i in stoi.items()}

# %% right="build_vocab"
def build_vocab(words):
    characters = sorted({"."}.union(*words))
    return {c: i for i, c in enumerate(characters)}, dict(enumerate(characters))

# %% right="build_vocab"
def build_vocab(words):
    found = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if any(letter in word for word in words)]
    stoi, itos = {".": 0}, {0: "."}
    for letter in found:
        stoi[letter] = len(stoi)
        itos[len(itos)] = letter
    return stoi, itos

# %% right="predict_tokens"
shape_one_dot = (26 + 1, 26 + 1)
shape_two_tokens = torch.Size([28, 28])
empty_rows, empty_columns = 1, 1.0

# %% right="predict_tokens"
from typing import NamedTuple


class Shape(NamedTuple):
    rows: int
    columns: int


shape_one_dot, shape_two_tokens, empty_rows, empty_columns = Shape(27, 27), Shape(28, 28), 1, 1

# %% wrong="count_matrix" mistake="indices from the alphabet"
def count_matrix(words, stoi):
    index = {c: i for i, c in enumerate("." + "".join(sorted(set("".join(words)))))}
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for word in words:
        for a, b in bigrams(word):
            N[index[a], index[b]] += 1
    return N

# %% wrong="count_matrix" mistake="last word only"
def count_matrix(words, stoi):
    for word in words:
        N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
        for a, b in bigrams(word):
            N[stoi[a], stoi[b]] += 1
    return N

# %% wrong="count_matrix" mistake="first word only"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for word in words:
        for a, b in bigrams(word):
            N[stoi[a], stoi[b]] += 1
        return N

# %% wrong="count_matrix" mistake="number of words added"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int64)
    for word in words:
        for a, b in bigrams(word):
            N[stoi[a], stoi[b]] += len(words)
    return N

# %% wrong="count_matrix" mistake="shares instead of counts"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)))
    for word in words:
        for a, b in bigrams(word):
            N[stoi[a], stoi[b]] += 1
    return N / N.sum()

# %% wrong="count_matrix" mistake="ones to begin with"
def count_matrix(words, stoi):
    N = torch.ones((len(stoi), len(stoi)), dtype=torch.int64)
    for (first, second), n in count_bigrams(words).items():
        N[stoi[first], stoi[second]] += n
    return N

# %% wrong="count_matrix" mistake="one row for all"
def count_matrix(words, stoi):
    N = [[0] * len(stoi)] * len(stoi)
    for (first, second), n in count_bigrams(words).items():
        N[stoi[first]][stoi[second]] += n
    return torch.tensor(N)

# %% wrong="count_matrix" mistake="size taken from the words"
def count_matrix(words, stoi):
    size = 1 + len(set("".join(words)))
    N = torch.zeros((size, size), dtype=torch.int64)
    for (first, second), n in count_bigrams(words).items():
        N[stoi[first], stoi[second]] = n
    return N

# %% right="count_matrix"
def count_matrix(words, stoi):
    N = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        codes = [0] + [stoi[c] for c in word] + [0]
        for i, j in zip(codes, codes[1:]):
            N[i, j] += 1
    return N

# %% right="count_matrix"
import numpy as np


def count_matrix(words, stoi):
    V = len(stoi)
    rows = [stoi[c] for w in words for c in "." + w]
    columns = [stoi[c] for w in words for c in w + "."]
    table = np.zeros((V, V), dtype=np.int64)
    np.add.at(table, (rows, columns), 1)
    return torch.from_numpy(table)

# %% right="count_matrix"
def count_matrix(words, stoi):
    counts = count_bigrams(words)
    return torch.tensor([[counts.get((a, b), 0) for b in stoi] for a in stoi])

# %% wrong="count_pairs" mistake="loop over the pairs"
def count_pairs(firsts, seconds, size):
    N = torch.zeros((size, size), dtype=torch.int64)
    for i, j in zip(firsts, seconds):
        N[i, j] += 1
    return N

# %% wrong="count_pairs" mistake="loop over the pairs"
def count_pairs(firsts, seconds, size):
    N = [[0] * size for _ in range(size)]
    for i, j in zip(firsts.tolist(), seconds.tolist()):
        N[i][j] += 1
    return torch.tensor(N)

# %% wrong="count_pairs" mistake="loop over the pairs"
def count_pairs(firsts, seconds, size):
    squares = torch.tensor([int(i) * size + int(j) for i, j in zip(firsts, seconds)], dtype=torch.int64)
    return torch.bincount(squares, minlength=size * size).view(size, size)

# %% wrong="count_pairs" mistake="loop over the pairs"
def count_pairs(firsts, seconds, size):
    N, k = torch.zeros((size, size), dtype=torch.int64), 0
    while k < len(firsts):
        N[firsts[k], seconds[k]] += 1
        k += 1
    return N

# %% wrong="count_pairs" mistake="minlength missing"
def count_pairs(firsts, seconds, size):
    return torch.bincount(firsts * size + seconds).view(size, size)

# %% wrong="count_pairs" mistake="size taken from the data"
def count_pairs(firsts, seconds, size):
    size = 1 + max(int(firsts.max()), int(seconds.max()))
    return torch.bincount(firsts * size + seconds, minlength=size * size).view(size, size)

# %% wrong="count_pairs" mistake="largest of no pairs"
def count_pairs(firsts, seconds, size):
    squares = firsts * size + seconds
    N = torch.zeros(size * size, dtype=torch.int64)
    N[: int(squares.max()) + 1] = torch.bincount(squares)
    return N.view(size, size)

# %% right="count_pairs"
def count_pairs(firsts, seconds, size):
    rows = [torch.bincount(seconds[firsts == i], minlength=size) for i in range(size)]
    return torch.stack(rows)

# %% right="count_pairs"
import numpy as np


def count_pairs(firsts, seconds, size):
    table = np.zeros((size, size), dtype=np.int64)
    np.add.at(table, (firsts.numpy(), seconds.numpy()), 1)
    return torch.from_numpy(table)

# %% right="count_pairs"
def count_pairs(firsts, seconds, size):
    N = torch.zeros(size * size, dtype=torch.int64)
    N.scatter_add_(0, firsts * size + seconds, torch.ones_like(firsts))
    return N.reshape(size, size)

# %% right="count_pairs"
def count_pairs(firsts, seconds, size):
    is_row = (firsts[:, None] == torch.arange(size)).long()
    is_column = (seconds[:, None] == torch.arange(size)).long()
    return torch.einsum("ni,nj->ij", is_row, is_column)

# %% right="count_pairs"
from collections import Counter


def count_pairs(firsts, seconds, size):
    counts = Counter(zip(firsts.tolist(), seconds.tolist()))
    N = torch.zeros((size, size), dtype=torch.int64)
    for (i, j), n in counts.items():
        N[i, j] = n
    return N

# %% right="count_pairs"
def count_pairs(firsts, seconds, size):
    return torch.sparse_coo_tensor(torch.stack((firsts, seconds)), torch.ones_like(firsts), (size, size)).to_dense()

# %% wrong="predict_counts" mistake="doubles left out"
pairs_of_emma = 5
pairs_of_all = 228146
pairs_from_dot = 32033
possible_pairs = 27 * 26

# %% wrong="predict_counts" mistake="pair of two dots left out"
pairs_of_emma, pairs_of_all, pairs_from_dot, possible_pairs = 5, 228146, 32033, 728

# %% wrong="predict_tokens" mistake="length of a name"
shape_one_dot = (15, 15)
shape_two_tokens = (28, 28)
empty_rows = 1
empty_columns = 1

# %% wrong="predict_tokens" mistake="no tokens"
shape_one_dot = (27, 27)
shape_two_tokens = (26, 26)
empty_rows = 1
empty_columns = 1

# %% wrong="predict_tokens" mistake="two dots"
shape_one_dot, shape_two_tokens, empty_rows, empty_columns = (28, 28), (28, 28), 1, 1

# %% wrong="predict_tokens" mistake="one axis only"
shape_one_dot, shape_two_tokens, empty_rows, empty_columns = (27,), (28,), 1, 1

# %% wrong="predict_tokens" mistake="dot counted as well"
shape_one_dot, shape_two_tokens, empty_rows, empty_columns = (27, 27), (29, 29), 1, 1
