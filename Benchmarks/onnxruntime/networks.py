"""Networks as ONNX graphs: NCHW, one sample, batch norms folded into the biases of convolutions."""

import math

import numpy
from onnx import TensorProto, helper, numpy_helper, shape_inference


class Graph:
    """A graph that grows by one operator after the other; `shape` is that of the last one."""

    def __init__(self, name, channels, size):
        self.name = name
        self.input = self.shape = (1, channels, size, size)
        self.tensor = "input"
        self.nodes, self.weights = [], []
        self.convolutions = []
        self.random = numpy.random.default_rng(0)

    def add(self, operator, *inputs, **attributes):
        self.tensor = f"{operator.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [self.tensor], **attributes))

    def constant(self, values):
        name = f"constant{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values.astype(numpy.float32), name))
        return name

    def drawn(self, *shape):
        """Weights under which signals neither grow nor fade, so that no number is denormal."""
        return self.constant(self.random.normal(0, math.sqrt(2 / math.prod(shape[1:])), shape))

    def conv(self, channels, kernel, stride=1, groups=1, act=None):
        """A convolution with a bias, padded as TensorFlow's SAME does: the odd element behind."""
        _, inputs, size, _ = self.shape
        windows = -(-size // stride)
        padding = max(0, (windows - 1) * stride + kernel - size)
        before, behind = padding // 2, padding - padding // 2
        kind = "depthwise" if groups > 1 else "conv"
        self.convolutions.append((kind, kernel, stride, inputs, channels, size, act))
        self.add(
            "Conv", self.tensor, self.drawn(channels, inputs // groups, kernel, kernel),
            self.constant(self.random.normal(0, 0.1, channels)), group=groups,
            kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[before] * 2 + [behind] * 2)
        self.shape = (1, channels, windows, windows)
        self.activate(act)

    def depthwise(self, kernel, stride=1, act=None):
        self.conv(self.shape[1], kernel, stride, self.shape[1], act)

    def activate(self, act):
        before = self.tensor
        match act:
            case None: pass
            case "relu": self.add("Relu", before)
            case "relu6":
                bounds = [self.constant(numpy.array(bound)) for bound in (0, 6)]
                self.add("Clip", before, *bounds)
            case "sigmoid": self.add("Sigmoid", before)
            case "swish":
                self.add("Sigmoid", before)
                self.add("Mul", before, self.tensor)
            case _: raise ValueError(act)

    def squeeze(self, channels, act):
        """Squeeze-and-excitation; its dense layers are 1x1 convolutions of one position."""
        before, shape = self.tensor, self.shape
        self.add("GlobalAveragePool", before)
        self.shape = (1, shape[1], 1, 1)
        self.conv(channels, 1, act=act)
        self.conv(shape[1], 1, act="sigmoid")
        self.add("Mul", before, self.tensor)
        self.shape = shape

    def classify(self, classes=1000):
        self.add("GlobalAveragePool", self.tensor)
        self.add("Flatten", self.tensor)
        self.add(
            "Gemm", self.tensor, self.drawn(classes, self.shape[1]),
            self.constant(numpy.zeros(classes)), transB=1)
        self.shape = (1, classes)
        return self

    def model(self):
        values = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in (("input", self.input), (self.tensor, self.shape))]
        graph = helper.make_graph(self.nodes, self.name, values[:1], values[1:], self.weights)
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def layer(kind, kernel, stride, inputs, channels, size, act):
    """A network of one convolution."""
    graph = Graph(kind, inputs, size)
    graph.conv(channels, kernel, stride, inputs if kind == "depthwise" else 1, act)
    return graph


def macs(model):
    """Multiply-accumulates of a model's convolutions and dense layers, from its tensors alone."""
    graph = shape_inference.infer_shapes(model, strict_mode=True).graph
    weights = {tensor.name: tensor.dims for tensor in graph.initializer}
    shapes = {
        value.name: [dimension.dim_value for dimension in value.type.tensor_type.shape.dim]
        for value in (*graph.value_info, *graph.output)}
    return sum(
        math.prod(shapes[node.output[0]]) * math.prod(weights[node.input[1]][1:])
        for node in graph.node if node.op_type in ("Conv", "Gemm"))


def inverted(graph, expansion, kernel, channels, stride, act, squeezes=False):
    """An inverted residual; the squeeze has a quarter of the channels that come in."""
    start, inputs = graph.tensor, graph.shape[1]
    if expansion > 1:
        graph.conv(inputs * expansion, 1, act=act)
    graph.depthwise(kernel, stride, act)
    if squeezes:
        graph.squeeze(inputs // 4, act)
    graph.conv(channels, 1)
    if stride == 1 and inputs == channels:
        graph.add("Add", start, graph.tensor)


def mobilenet_v1():
    """arXiv:1704.04861, Table 1, the last depthwise convolution at stride 1 as its sizes say."""
    graph = Graph("mobilenet_v1", 3, 224)
    graph.conv(32, 3, 2, act="relu")
    for channels, stride in (
            (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1),
            (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1)):
        graph.depthwise(3, stride, "relu")
        graph.conv(channels, 1, act="relu")
    return graph.classify()


def mobilenet_v2():
    """arXiv:1801.04381, Table 2."""
    graph = Graph("mobilenet_v2", 3, 224)
    graph.conv(32, 3, 2, act="relu6")
    for expansion, channels, count, stride in (
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
            (6, 160, 3, 2), (6, 320, 1, 1)):
        for index in range(count):
            inverted(graph, expansion, 3, channels, 1 if index else stride, "relu6")
    graph.conv(1280, 1, act="relu6")
    return graph.classify()


def efficientnet_b0():
    """arXiv:1905.11946, Table 1; squeezes as in arXiv:1807.11626, Figure 7."""
    graph = Graph("efficientnet_b0", 3, 224)
    graph.conv(32, 3, 2, act="swish")
    for expansion, kernel, channels, count, stride in (
            (1, 3, 16, 1, 1), (6, 3, 24, 2, 2), (6, 5, 40, 2, 2), (6, 3, 80, 3, 2),
            (6, 5, 112, 3, 1), (6, 5, 192, 4, 2), (6, 3, 320, 1, 1)):
        for index in range(count):
            inverted(graph, expansion, kernel, channels, 1 if index else stride, "swish", True)
    graph.conv(1280, 1, act="swish")
    return graph.classify()
