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


def around(size, k, s, d, p):
    """Elements before and behind along one axis."""
    if p == "same":
        total = max((-(-size // s) - 1) * s + span(k, d) - size, 0)
        return total // 2, total - total // 2
    if p == "ceil":
        windows = min(-(-(size - span(k, d)) // s) + 1, -(-size // s))
        return 0, max((windows - 1) * s + span(k, d) - size, 0)
    return p, p


def pad(x, kernel, s, d, p, value=0.0):
    rows = around(x.shape[2], kernel[0], s, d, p)
    columns = around(x.shape[3], kernel[1], s, d, p)
    return F.pad(x, (*columns, *rows), value=value)


def window(kernels, s, d, p):
    return dict(kernels=[list(k) for k in kernels], stride=s, dilation=d, padding=str(p))


def ordered(weight, groups):
    """[out, in / g, rows, columns] as the kernels have it."""
    out, per, rows, columns = weight.shape
    return weight.reshape(groups, out // groups, per, rows, columns).permute(0, 2, 3, 4, 1)


def conv(size, kernel, c, s=1, d=1, p="same", g=1, bias=False, batch=1, act=None):
    x = numbers(batch, *size)
    weight = numbers(c, size[0] // g, *kernel)
    offset = numbers(c) if bias else None
    y = F.conv2d(pad(x, kernel, s, d, p), weight, offset, stride=s, dilation=d, groups=g)
    if act:
        y = curves[act](y)
    case(
        f"conv {kernel} c{c} /{s} d{d} p{p} g{g}",
        [x], y, [ordered(weight, g)] + ([offset] if bias else []),
        operator="conv", channels=c, groups=g, bias=bias, **window([kernel], s, d, p),
        **({"act": act} if act else {}),
    )


def depthwise(size, kernels, s=1, d=1, p="same", multiplier=1, bias=False, batch=1):
    x = numbers(batch, *size)
    share = size[0] // len(kernels)
    channels = [size[0] - share * (len(kernels) - 1)] + [share] * (len(kernels) - 1)
    outputs, weights = [], []
    for part, kernel, count in zip(x.split(channels, dim=1), kernels, channels):
        weight = numbers(count * multiplier, 1, *kernel)
        outputs.append(
            F.conv2d(pad(part, kernel, s, d, p), weight, stride=s, dilation=d, groups=count)
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
        **window(kernels, s, d, p),
    )


def transposed(size, kernel, c, s=2, d=1, p="same", g=1, bias=False, batch=1):
    x = numbers(batch, *size)
    weight = numbers(size[0], c // g, *kernel)
    offset = numbers(c)
    symmetric = p if isinstance(p, int) else 0
    y = F.conv_transpose2d(x, weight, stride=s, dilation=d, groups=g, padding=symmetric)
    if p == "same":
        for axis, k in ((2, kernel[0]), (3, kernel[1])):
            reach, wanted = y.shape[axis], x.shape[axis] * s
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


def pool(kind, size, kernel=None, s=1, d=1, p="same", batch=1):
    x = numbers(batch, *size)
    if kernel is None:
        y = F.adaptive_max_pool2d(x, 1) if kind == "maxpool" else F.adaptive_avg_pool2d(x, 1)
        case(f"{kind} of the map", [x], y, operator=kind)
        return
    if kind == "maxpool" and p == "ceil":
        y = F.max_pool2d(x, kernel, s, 0, d, ceil_mode=True)
    elif kind == "maxpool":
        y = F.max_pool2d(pad(x, kernel, s, d, p, float("-inf")), kernel, s, 0, d)
    elif d == 1 and p == "ceil":
        y = F.avg_pool2d(x, kernel, s, 0, ceil_mode=True, count_include_pad=False)
    elif d == 1 and isinstance(p, int) and p <= min(kernel) // 2:
        y = F.avg_pool2d(x, kernel, s, p, count_include_pad=False)
    else:
        padded = pad(x, kernel, s, d, p, float("nan"))
        columns = F.unfold(padded, kernel, dilation=d, stride=s)
        columns = columns.reshape(batch, size[0], kernel[0] * kernel[1], -1).nanmean(dim=2)
        shape = [(padded.shape[i + 2] - span(kernel[i], d)) // s + 1 for i in (0, 1)]
        y = columns.reshape(batch, size[0], *shape)
    case(f"{kind} {kernel} /{s} d{d} p{p}", [x], y, operator=kind, **window([kernel], s, d, p))


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

for p in ("same", 0, 2, "ceil"):
    conv((4, 7, 6), (3, 3), 3, s=2, p=p, bias=p == 2)
    conv((2, 9, 8), (2, 3), 4, s=3, d=2, p=p, bias=True)
    depthwise((3, 7, 8), [(3, 3)], s=2, p=p, bias=p == 0)
    transposed((2, 3, 4), (3, 3), 3, s=2, p=p if p != 2 else 1, bias=p == 0)
    for kind in ("maxpool", "avgpool"):
        pool(kind, (2, 7, 8), (3, 3), s=2, p=p)
        pool(kind, (2, 8, 9), (2, 3), s=3, d=2, p=p if p != 2 else 1)
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
for kind in ("batch", "frozen", "batchnorm", "layer", "layernorm", "instance", "l2norm", "layerscale"):
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

json.dump(dict(by=f"PyTorch {torch.__version__}", cases=cases), sys.stdout, separators=(",", ":"))
print()
