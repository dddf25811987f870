"""What PyTorch makes of small arrays, for every operator of the spec language.

values.sh runs this; it prints JSON. A case has the attributes of a row, the shapes and the elements
of its inputs (samples, channels, rows, columns), the parameters block by block, and PyTorch's result
in double precision, rounded to nine digits.

What PyTorch has under the same definition is called by name. Padding that is not symmetric is added
by F.pad first, and cropped off behind a transposed convolution, by TensorFlow's rule for SAME
(https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2). Means over windows that
dilate or hang over the edge are taken of the elements that F.unfold finds.
Weights are written group by group, then inputs, rows and columns of the kernel, and outputs.
"""

import json
import math
import sys

import torch
import torch.nn.functional as F

torch.manual_seed(20261121)
cases = []


def numbers(*shape, step=8, limit=16):
    """Numbers that single precision holds exactly, and JSON in a few digits."""
    return torch.randint(-limit, limit + 1, shape).double() / step


def flat(tensor):
    return [float(f"{value:.9g}") for value in tensor.flatten().tolist()]


def case(name, inputs, output, parameters=(), **attributes):
    cases.append(
        dict(
            name=name,
            **attributes,
            shapes=[list(x.shape) for x in inputs],
            inputs=[flat(x) for x in inputs],
            parameters=[flat(p) for p in parameters],
            output=list(output.shape),
            values=flat(output),
        )
    )


# Windows


def span(k, d):
    return d * (k - 1) + 1


def pair(number):
    """A number for each axis."""
    return number if isinstance(number, tuple) else (number, number)


def around(size, k, s, d, p, ceil=False):
    """Elements before and behind along one axis."""
    if p == "same":
        total = max((-(-size // s) - 1) * s + span(k, d) - size, 0)
        return total // 2, total - total // 2
    if ceil:
        room = size + 2 * p - span(k, d)
        windows = min(-(-room // s) + 1, -(-(size + p) // s))
        return p, max((windows - 1) * s + span(k, d) - size - p, 0)
    return p, p


def pad(x, kernel, s, d, p, value=0.0, ceil=False):
    s, d, p = pair(s), pair(d), pair(p)
    rows, columns = (
        around(x.shape[i + 2], kernel[i], s[i], d[i], p[i], ceil) for i in (0, 1)
    )
    return F.pad(x, (*columns, *rows), value=value)


def window(kernels, s, d, p, ceil=False):
    text = "x".join(str(n) for n in p) if isinstance(p, tuple) else str(p)
    return dict(
        kernels=[list(k) for k in kernels], stride=pair(s), dilation=pair(d),
        padding=text + (" ceil" if ceil else ""),
    )


def ordered(weight, groups):
    """[out, in / g, rows, columns] as the kernels have it."""
    out, per, rows, columns = weight.shape
    return weight.reshape(groups, out // groups, per, rows, columns).permute(0, 2, 3, 4, 1)


def conv(size, kernel, c, s=1, d=1, p="same", g=1, bias=False, batch=1, act=None, ceil=False):
    x = numbers(batch, *size)
    weight = numbers(c, size[0] // g, *kernel)
    offset = numbers(c) if bias else None
    y = F.conv2d(pad(x, kernel, s, d, p, ceil=ceil), weight, offset, stride=s, dilation=d, groups=g)
    if act:
        y = curves[act](y)
    case(
        f"conv {kernel} c{c} /{s} d{d} p{p} g{g}",
        [x], y, [ordered(weight, g)] + ([offset] if bias else []),
        operator="conv", channels=c, groups=g, bias=bias, **window([kernel], s, d, p, ceil),
        **({"act": act} if act else {}),
    )


def depthwise(
    size, kernels, s=1, d=1, p="same", multiplier=1, bias=False, batch=1, ceil=False
):
    x = numbers(batch, *size)
    share = size[0] // len(kernels)
    channels = [size[0] - share * (len(kernels) - 1)] + [share] * (len(kernels) - 1)
    outputs, weights = [], []
    for part, kernel, count in zip(x.split(channels, dim=1), kernels, channels):
        weight = numbers(count * multiplier, 1, *kernel)
        outputs.append(
            F.conv2d(pad(part, kernel, s, d, p, ceil=ceil), weight, stride=s, dilation=d, groups=count)
        )
        weights.append(ordered(weight, count).flatten())
    offset = numbers(size[0] * multiplier)
    y = torch.cat(outputs, dim=1)
    if bias:
        y = y + offset[:, None, None]
    case(
        f"depthwise {kernels} /{s} d{d} p{p} x{multiplier}",
        [x], y, [torch.cat(weights)] + ([offset] if bias else []),
        operator="depthwise", channels=size[0] * multiplier, bias=bias,
        **window(kernels, s, d, p, ceil),
    )


def transposed(size, kernel, c, s=2, d=1, p="same", g=1, bias=False, batch=1):
    x = numbers(batch, *size)
    weight = numbers(size[0], c // g, *kernel)
    offset = numbers(c)
    symmetric = 0 if p == "same" else p
    y = F.conv_transpose2d(x, weight, stride=s, dilation=d, groups=g, padding=symmetric)
    if p == "same":
        for axis, k in ((2, kernel[0]), (3, kernel[1])):
            reach, wanted = y.shape[axis], x.shape[axis] * pair(s)[axis - 2]
            before = max(reach - wanted, 0) // 2
            y = y.narrow(axis, before, min(wanted, reach - before))
            missing = wanted - y.shape[axis]
            y = F.pad(y, (0, missing) if axis == 3 else (0, 0, 0, missing))
    if bias:
        y = y + offset[:, None, None]
    rows = weight.reshape(g, size[0] // g, c // g, *kernel).permute(0, 1, 3, 4, 2)
    case(
        f"transposed {kernel} c{c} /{s} d{d} p{p} g{g}",
        [x], y, [rows] + ([offset] if bias else []),
        operator="transposed", channels=c, groups=g, bias=bias, **window([kernel], s, d, p),
    )


def pool(kind, size, kernel=None, s=1, d=1, p="same", batch=1, ceil=False):
    x = numbers(batch, *size)
    if kernel is None:
        y = F.adaptive_max_pool2d(x, 1) if kind == "maxpool" else F.adaptive_avg_pool2d(x, 1)
        case(f"{kind} of the map", [x], y, operator=kind)
        return
    # PyTorch pads by half a kernel at most.
    pads = p != "same" and all(2 * n <= k for n, k in zip(pair(p), kernel))
    if kind == "maxpool" and pads:
        y = F.max_pool2d(x, kernel, s, p, d, ceil_mode=ceil)
    elif kind == "maxpool":
        y = F.max_pool2d(pad(x, kernel, s, d, p, float("-inf"), ceil), kernel, s, 0, d)
    elif pair(d) == (1, 1) and pads:
        y = F.avg_pool2d(x, kernel, s, p, ceil_mode=ceil, count_include_pad=False)
    else:
        padded = pad(x, kernel, s, d, p, float("nan"), ceil)
        columns = F.unfold(padded, kernel, dilation=d, stride=s)
        columns = columns.reshape(batch, size[0], kernel[0] * kernel[1], -1).nanmean(dim=2)
        shape = [
            (padded.shape[i + 2] - span(kernel[i], pair(d)[i])) // pair(s)[i] + 1 for i in (0, 1)
        ]
        y = columns.reshape(batch, size[0], *shape)
    case(
        f"{kind} {kernel} /{s} d{d} p{p}{' ceil' if ceil else ''}", [x], y, operator=kind,
        **window([kernel], s, d, p, ceil),
    )


# Activations and normalizations

curves = dict(
    relu=F.relu, relu6=F.relu6, leaky=lambda x: F.leaky_relu(x, 0.01), swish=F.silu,
    hswish=F.hardswish, sigmoid=torch.sigmoid, hsigmoid=F.hardsigmoid, tanh=torch.tanh, gelu=F.gelu,
)


def norm(kind, size, batch=2):
    x = numbers(batch, *size)
    c = size[0]
    scale, shift = numbers(c) + 4, numbers(c)
    parameters = [scale, shift]
    if kind in ("batch", "frozen", "batchnorm"):
        mean, variance = numbers(c), numbers(c).abs() + 0.5
        y = F.batch_norm(x, mean, variance, scale, shift, eps=1e-5)
        parameters += [mean, variance]
    elif kind in ("layer", "layernorm"):
        y = F.layer_norm(x.permute(0, 2, 3, 1), (c,), scale, shift, eps=1e-5).permute(0, 3, 1, 2)
    elif kind == "instance":
        y = F.instance_norm(x, weight=scale, bias=shift, eps=1e-5)
    elif kind == "group":
        groups = max(g for g in range(1, 33) if c % g == 0)
        y = F.group_norm(x, groups, scale, shift, eps=1e-5)
    elif kind == "l2norm":
        # F.normalize adds nothing under the root; with sums of squares above 10, 1e-5 is too small
        # to be seen.
        x = x + 4 * torch.sign(x) + 4 * (x == 0)
        y = F.normalize(x, dim=1) * scale[:, None, None]
        parameters = [scale]
    elif kind == "layerscale":
        y = x * scale[:, None, None]
        parameters = [scale]
    elif kind == "biasadd":
        y = x + shift[:, None, None]
        parameters = [shift]
    elif kind == "lrn":
        # F.local_response_norm divides alpha by the number of neighbours.
        x = x * 32
        y = F.local_response_norm(x, 5, alpha=5e-4, beta=0.75, k=2.0)
        parameters = []
    case(f"{kind} of {c}", [x], y, parameters, operator="norm", word=kind)


def matmul(left, right, transpose):
    def matrix(x):
        return x.flatten(2).transpose(1, 2)

    x, z = numbers(2, *left), numbers(2, *right)
    y = matrix(x) @ (matrix(z).transpose(1, 2) if transpose else matrix(z))
    y = y.transpose(1, 2).reshape(2, -1, *left[1:])
    case(f"matmul {transpose}", [x, z], y, operator="matmul", transpose=transpose)


def add(fusion, count):
    x = [numbers(2, 3, 3, 2) for _ in range(count)]
    weights = numbers(count)
    if fusion == "sum":
        factors, parameters = torch.ones(count).double(), []
    elif fusion == "fast":
        positive = F.relu(weights)
        factors, parameters = positive / (positive.sum() + 1e-4), [weights]
    else:
        factors, parameters = torch.softmax(weights, 0), [weights]
    y = sum(f * z for f, z in zip(factors, x))
    case(f"add {fusion}", x, y, parameters, operator="add", word=fusion)


# The cases

for p, ceil in (("same", False), (0, False), (2, False), (0, True)):
    conv((4, 7, 6), (3, 3), 3, s=2, p=p, bias=p == 2, ceil=ceil)
    conv((2, 9, 8), (2, 3), 4, s=3, d=2, p=p, bias=True, ceil=ceil)
    depthwise((3, 7, 8), [(3, 3)], s=2, p=p, bias=p == 0, ceil=ceil)
    if not ceil:
        transposed((2, 3, 4), (3, 3), 3, s=2, p=p if p != 2 else 1, bias=p == 0)
    for kind in ("maxpool", "avgpool"):
        pool(kind, (2, 7, 8), (3, 3), s=2, p=p, ceil=ceil)
        pool(kind, (2, 8, 9), (2, 3), s=3, d=2, p=p if p != 2 else 1, ceil=ceil)
conv((3, 5, 5), (1, 1), 4, s=2, batch=2)
conv((6, 5, 4), (3, 1), 4, g=2, batch=2, bias=True)
conv((4, 5, 5), (3, 3), 8, g=4, act="hswish")
conv((2, 6, 6), (4, 4), 2, d=2)
conv((2, 4, 4), (5, 7), 2, s=4)
depthwise((7, 6, 5), [(3, 3), (5, 5), (7, 7)], batch=2)
depthwise((5, 8, 8), [(1, 3), (3, 5)], s=2, multiplier=2, bias=True)
depthwise((2, 9, 9), [(3, 3)], d=3)
transposed((4, 3, 2), (2, 3), 4, s=1, g=2, batch=2, bias=True)
transposed((2, 3, 3), (2, 2), 2, s=3, bias=True)
transposed((2, 4, 3), (4, 4), 2, s=2)
transposed((2, 3, 4), (3, 2), 2, s=2, d=2)
for kind in ("maxpool", "avgpool"):
    pool(kind, (2, 5, 4), batch=2)
    pool(kind, (2, 4, 7), (2, 2), s=3)

x, weight, offset = numbers(2, 3, 2, 4), numbers(5, 24), numbers(5)
case(
    "dense", [x], F.linear(x.flatten(1), weight, offset)[:, :, None, None], [weight.T, offset],
    operator="dense", channels=5, bias=True,
)
for word, curve in curves.items():
    x = torch.linspace(-8, 8, 33).double().reshape(1, 1, 3, 11)
    case(word, [x], curve(x), operator="activation", word=word)
for kind in ("batch", "frozen", "batchnorm", "layer", "layernorm", "instance", "l2norm", "layerscale", "biasadd"):
    norm(kind, (5, 3, 4))
norm("lrn", (7, 2, 3))
norm("lrn", (3, 2, 3))
norm("group", (64, 2, 2))
norm("group", (33, 2, 2), batch=1)
norm("group", (6, 3, 2))
x = numbers(2, 5, 2, 3)
case("softmax", [x], torch.softmax(x, dim=1), operator="softmax")
matmul((4, 2, 3), (4, 5, 1), True)
matmul((6, 2, 2), (3, 2, 3), False)
for fusion, count in (("sum", 3), ("fast", 3), ("softmax", 2)):
    add(fusion, count)
x, gate, other = numbers(2, 3, 2, 3), numbers(2, 3, 1, 1), numbers(2, 3, 2, 3)
case("multiply by a gate", [gate, x, other], gate * x * other, operator="multiply")
x, other = numbers(2, 3, 2, 3), numbers(2, 2, 2, 3)
case("concat", [x, other, x], torch.cat([x, other, x], dim=1), operator="concat")
x = numbers(2, 5, 2, 3)
case("split", [x], x[:, 1:4], operator="split", channels=3, start=1)
x = numbers(2, 6, 2, 2)
case("shuffle 2", [x], F.channel_shuffle(x, 2), operator="shuffle", groups=2)
case("shuffle 3", [x], F.channel_shuffle(x, 3), operator="shuffle", groups=3)
x = numbers(1, 2, 5, 4)
for size in ((10, 8), (7, 9), (3, 2), (2, 11)):
    other = torch.zeros(1, 1, *size).double()
    case(
        f"resize to {size}", [x, other], F.interpolate(x, size=size, mode="nearest"),
        operator="resize",
    )

# Axes of their own
conv((3, 9, 7), (7, 1), 4, p=(3, 0), bias=True)
conv((2, 9, 8), (3, 3), 4, s=(2, 1), d=(1, 2), p=(1, 0))
conv((2, 9, 8), (10, 4), 3, s=(2, 1))
depthwise((3, 8, 9), [(3, 5)], s=(1, 2), p=(1, 2))
transposed((2, 3, 4), (3, 2), 3, s=(2, 1), p=(1, 0), bias=True)
transposed((2, 3, 4), (3, 3), 2, s=(1, 3))
for kind in ("maxpool", "avgpool"):
    pool(kind, (2, 8, 7), (3, 2), s=(2, 1), p=(1, 0))
    # Padding, and a last window that hangs over the end: at a size of 4 it would start behind it.
    for size in (4, 5, 6, 7, 8):
        pool(kind, (2, size, size + 1), (3, 3), s=2, p=1, ceil=True)
        pool(kind, (1, size, size), (2, 3), s=(3, 2), p=(1, 0), ceil=True)

# Slopes that train
for word, count in (("prelu", 3), ("prelu_shared", 1)):
    x, slopes = numbers(2, 3, 4, 5), numbers(count).abs()
    case(f"{word} of 3", [x], F.prelu(x, slopes), [slopes], operator="activation", word=word)

# Sizes
x = numbers(1, 2, 3, 4)
for by in ((2, 2), (3, 1)):
    case(
        f"resize by {by}", [x], F.interpolate(x, scale_factor=by, mode="nearest"),
        operator="resize", by=by,
    )
x = numbers(2, 8, 3, 2)
case("depth_to_space", [x], F.pixel_shuffle(x, 2), operator="depth_to_space", by=(2, 2))
x = numbers(2, 2, 4, 6)
case("space_to_depth", [x], F.pixel_unshuffle(x, 2), operator="space_to_depth", by=(2, 2))
x = numbers(2, 3, 2, 2)
case("none", [x], x * 0, operator="none")

# Transformers


def split_heads(x, heads):
    """[samples, heads, positions, channels of a head]"""
    return x.flatten(2).unflatten(1, (heads, -1)).transpose(2, 3)


def join_heads(x, size):
    return x.transpose(2, 3).flatten(1, 2).unflatten(2, size)


def attend(left, right, heads, kv, transpose):
    x, z = numbers(2, *left), numbers(2, *right)
    second = split_heads(z, kv).repeat_interleave(heads // kv, dim=1)
    y = split_heads(x, heads) @ (second.transpose(2, 3) if transpose else second)
    case(
        f"matmul {transpose} of {heads} heads, {kv}", [x, z], join_heads(y, left[1:]),
        operator="matmul", transpose=transpose, heads=heads, kvHeads=kv,
    )


attend((6, 2, 3), (6, 5, 1), 3, 3, True)
attend((8, 4), (2, 3), 4, 1, True)
attend((12, 2, 2), (6, 4), 3, 3, False)
attend((12, 3), (4, 3), 4, 2, False)
x = numbers(2, 6, 2, 3)
y = torch.softmax(x.unflatten(1, (2, 3)), dim=2).flatten(1, 2)
case("softmax of 2 heads", [x], y, operator="softmax", heads=2)

x, weight, offset = numbers(2, 4, 2, 3), numbers(5, 4), numbers(5)
y = F.linear(x.movedim(1, -1), weight, offset).movedim(-1, 1)
case("linear", [x], y, [weight.T, offset], operator="linear", channels=5, bias=True)
y = F.linear(x.movedim(1, -1), weight).movedim(-1, 1)
case("linear without bias", [x], y, [weight.T], operator="linear", channels=5, bias=False)
x = numbers(2, 3, 2, 4)
case("tokens", [x], x.flatten(2), operator="tokens")
x, token = numbers(2, 3, 5), numbers(3)
y = torch.cat([token.expand(2, 1, 3).transpose(1, 2), x], dim=2)
case("class_token", [x], y, [token], operator="class_token")
case("pick the first", [x], x[:, :, :1], operator="pick", start=0)
case("pick the fourth", [x], x[:, :, 3:4], operator="pick", start=3)
x, place = numbers(2, 3, 2, 3), numbers(3, 2, 3)
case("position", [x], x + place, [place], operator="position")


def relative(heads, size):
    """As Swin's released code looks its table up (arXiv:2103.14030)."""
    count = math.prod(size)
    x = numbers(2, heads * count, *size)
    table = numbers(heads, *(2 * n - 1 for n in size))
    places = torch.stack(torch.meshgrid(*map(torch.arange, size), indexing="ij")).flatten(1)
    apart = places[:, :, None] - places[:, None, :]
    index = tuple(d + n - 1 for d, n in zip(apart, size))
    # [heads, queries, keys]
    bias = table[(slice(None), *index)]
    y = (split_heads(x, heads) + bias).transpose(2, 3).flatten(1, 2).unflatten(2, size)
    case(f"relative_position {size}", [x], y, [table], operator="relative_position", heads=heads)


relative(2, (2, 3))
relative(1, (3,))
relative(3, (1, 2))


def cut(x, size, shift):
    """Windows as torchvision's shifted_window_attention makes them."""
    samples, channels, *map = x.shape
    rows, columns = (-n % k for n, k in zip(map, size))
    x = F.pad(x, (0, columns, 0, rows))
    counts = [n // k for n, k in zip(x.shape[2:], size)]
    moves = [0 if n == 1 else -s for n, s in zip(counts, shift)]
    x = torch.roll(x, moves, (2, 3))
    x = x.unflatten(3, (-1, size[1])).unflatten(2, (-1, size[0]))
    return x.permute(0, 2, 4, 1, 3, 5).flatten(0, 2)


for map, size, shift in (
    ((4, 6), (2, 3), (0, 0)), ((4, 6), (2, 3), (1, 2)), ((5, 4), (3, 4), (1, 2)), ((3, 5), (2, 2), (1, 1)),
):
    x = numbers(2, 3, *map)
    y = cut(x, size, shift)
    case(f"windows {size} {shift} of {map}", [x], y, operator="windows", size=size, shift=shift)
    # Each element goes back to where it came from, wherever in the windows that is.
    place = torch.arange(1, x.numel() + 1).double().reshape(x.shape)
    pieces = numbers(*y.shape)
    found = cut(place, size, shift)
    back = torch.zeros(x.numel() + 1).double()
    back[found.long()] = pieces
    whole = torch.zeros(2, 1, *map).double()
    case(
        f"windows {size} {shift} back to {map}", [pieces, whole], back[1:].reshape(x.shape),
        operator="windows_to_space", shift=shift,
    )

x = numbers(2, 3, 4, 6)
y = x.unflatten(3, (-1, 3)).unflatten(2, (-1, 2)).permute(0, 3, 5, 1, 2, 4).flatten(0, 2)
case("space_to_batch", [x], y, operator="space_to_batch", by=(2, 3))
case("batch_to_space", [y], x, operator="batch_to_space", by=(2, 3))

json.dump(dict(by=f"PyTorch {torch.__version__}", cases=cases), sys.stdout, separators=(",", ":"))
print()
