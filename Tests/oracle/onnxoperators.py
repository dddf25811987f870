"""Writes a file with an ONNX operator a node, and what onnxruntime makes of each.

    pip install onnx==1.23.2 onnxruntime==1.32.0
    python onnxoperators.py FOLDER

writes operators.onnx and operators.json into FOLDER: for each node the shape of its results as
onnxruntime computed them. Tests/ModelFilesTests/Fixtures has both. Nothing here comes from costcalc.
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

INPUTS = {"x": [2, 8, 6, 5], "s": [2, 7, 16], "t": [7, 2, 16], "v": [2, 3, 8, 5, 6]}

# Operator, inputs, attributes. A number or a list is a constant; `w:2x3` is one of that shape.
NODES = """
Conv            x w:4x8x3x3 w:4
Conv            x w:4x8x3x3             auto_pad=SAME_LOWER strides=[2,2]
Conv            x w:4x8x3x3             auto_pad=SAME_UPPER strides=[2,2]
Conv            x w:4x8x3x3             auto_pad=VALID dilations=[2,1]
Conv            x w:4x2x3x3             group=4 pads=[0,1,2,3]
Conv            x w:8x1x3x3             group=8 pads=[1,1,1,1]
Conv            s w:4x7x3
Conv            v w:4x3x3x3x3           pads=[1,1,1,1,1,1] strides=[2,2,1]
ConvTranspose   x w:8x4x3x3             strides=[2,2]
ConvTranspose   x w:8x4x3x3             strides=[2,2] output_padding=[1,1] pads=[1,1,1,1]
ConvTranspose   x w:8x4x3x3             strides=[2,2] auto_pad=SAME_UPPER
ConvTranspose   x w:8x4x3x3             strides=[2,2] output_shape=[13,12]
ConvTranspose   x w:8x2x4x4             group=2 strides=[2,3] pads=[0,1,1,2] dilations=[2,1]
MaxPool         x                       kernel_shape=[3,3] strides=[2,2] ceil_mode=1
MaxPool         x                       kernel_shape=[2,2] strides=[2,2] pads=[0,0,1,1]
MaxPool         x                       kernel_shape=[3,3] dilations=[2,2]
MaxPool         x                       kernel_shape=[3,2] auto_pad=SAME_UPPER strides=[2,2]
AveragePool     x                       kernel_shape=[3,3] pads=[1,1,1,1] count_include_pad=1
AveragePool     v                       kernel_shape=[2,2,2] strides=[2,2,2]
GlobalAveragePool x
GlobalMaxPool   x
LpPool          x                       kernel_shape=[2,2]
Resize          x - [1.0,1.0,2.0,1.5]
Resize          x - - [2,8,12,7]
Resize          x - [2.0,3.0]           axes=[2,3]
DepthToSpace    x                       blocksize=2
DepthToSpace    x                       blocksize=2 mode=CRD
SpaceToDepth    y:2x8x6x4               blocksize=2
Gemm            y:5x6 w:7x6 w:7         transB=1
Gemm            y:6x5 w:6x7             transA=1
Gemm            y:5x6 w:6x7 w:1x7       alpha=0.5
MatMul          s w:16x5
MatMul          s w:2x16x5
MatMul          x y:8x5x4
MatMul          s w:16
MatMul          y:7 s
Einsum          x y:2x8x5x4             equation=bhij,bhjk->bhik
Einsum          s w:16x4                equation=...i,ij->...j
Einsum          s s                     equation=bti,bsi->bts
Attention       y:2x4x6x8 y:2x4x9x8 y:2x4x9x3
Attention       y:2x6x32 y:2x9x16 y:2x9x16 q_num_heads=4 kv_num_heads=2
Add             x w:8x1x1
Sub             x y:5
Mul             x y:2x8x1x1
Div             x 2.0
Pow             x 2.0
Max             x y:6x5 1.0
Min             x
Mean            x y:1x8x6x5
Where           b:2x8x1x1 x y:6x5
Equal           x 1.0
And             b:2x8 b:8
Not             b:2x8
PRelu           x w:8x1x1
PRelu           x w:1
Clip            x 0.0 6.0
Clip            x 0.5
HardSigmoid     x                       alpha=0.3
Elu             x
Selu            x
Celu            x
ThresholdedRelu x
Shrink          x
Mish            x
Softplus        x
Gelu            x
Erf             x
LeakyRelu       x                       alpha=0.1
Softmax         x                       axis=1
Softmax         x
LogSoftmax      x                       axis=2
Hardmax         x
CumSum          x 2
ReduceMean      x [2,3]
ReduceMean      x [2,3]                 keepdims=0
ReduceSum       x [-1]                  keepdims=0
ReduceSum       x                       noop_with_empty_axes=1
ReduceMax       x
ReduceL2        x [1]
ReduceLogSumExp x [0,1]                 keepdims=0
ArgMax          x                       axis=1
ArgMax          x                       axis=-1 keepdims=0
BatchNormalization x w:8 w:8 w:8 w:8
InstanceNormalization x w:8 w:8
LayerNormalization s w:16 w:16
LayerNormalization x w:6x5              axis=2
GroupNormalization x w:8 w:8            num_groups=4
RMSNormalization s w:16
MeanVarianceNormalization x
LpNormalization x                       axis=1
LRN             x                       size=5
Identity        x
Dropout         x
Reshape         x [0,-1]
Reshape         x [2,4,2,0,-1]
Reshape         x [0,2,4,-1]
Flatten         x
Flatten         x                       axis=0
Flatten         x                       axis=-1
Flatten         x                       axis=4
Squeeze         y:2x1x5x1 [1]
Squeeze         y:2x1x5x1
Squeeze         y:2x1x5x1 [-1]
Unsqueeze       x [0,-1]
Transpose       x
Transpose       x                       perm=[0,2,3,1]
Concat          x x w:2x8x6x5           axis=1
Concat          x x                     axis=-1
Split           x [2,3,3]               axis=1 outputs=3
Split           x                       axis=2 outputs=2 num_outputs=2
Split           x                       axis=1 outputs=3 num_outputs=3
Slice           x [1] [-1] [2]
Slice           x [1,0] [9223372036854775807,4] [1,3] [2,1]
Slice           x [-1] [-9223372036854775807] [2] [-1]
Slice           x [4] [0] [3] [-2]
Slice           x [0,1,2,3] [1,100,-1,5]
Pad             x [0,0,1,1,0,0,2,3]
Pad             x [0,0,1,1,0,0,2,3]     mode=reflect
Pad             x [1,2] 1.0 [-1]        mode=constant
Pad             x [0,0,-1,0,0,0,0,-2]
Expand          y:8x1x1 [2,1,3,4]
Expand          x [1]
Tile            x [1,2,1,3]
Gather          x 3                     axis=1
Gather          x [1,-1,0]              axis=2
Gather          w:30x16 i:2x7
Gather          x i:2x3                 axis=-1
GatherElements  x i:2x8x6x2             axis=3
GatherND        x i:2x3x2
GatherND        x i:2x4x1               batch_dims=1
ScatterND       x i:3x2 y:3x6x5
ScatterElements x i:2x8x6x2 y:2x8x6x2   axis=3
TopK            x [3]                   axis=1 outputs=2
OneHot          i:2x7 10 [0.0,1.0]
OneHot          i:2x7 10 [0.0,1.0]      axis=1
GridSample      x y:2x3x4x2
Trilu           x
LSTM            t w:1x32x16 w:1x32x8 w:1x64                    hidden_size=8 outputs=3
LSTM            t w:2x32x16 w:2x32x8                           hidden_size=8 direction=bidirectional outputs=3
GRU             t w:1x24x16 w:1x24x8 w:1x48                    hidden_size=8 outputs=2
RNN             t w:2x8x16 w:2x8x8                             hidden_size=8 direction=bidirectional outputs=2
Cast            x                       to=10
QuantizeLinear  x 0.1 u:0
DequantizeLinear q:2x8 0.1 u:0
DynamicQuantizeLinear x                 outputs=3
com.microsoft.FusedConv x w:4x8x3x3 w:4 activation=Relu
com.microsoft.QuickGelu x
com.microsoft.BiasGelu s w:16
com.microsoft.FusedMatMul s y:2x5x16    transB=1
com.microsoft.SkipLayerNormalization s y:2x7x16 w:16 w:16
com.microsoft.MultiHeadAttention s y:2x9x16 y:2x9x16 num_heads=4
com.microsoft.Attention s w:16x48 w:48  num_heads=4
com.microsoft.MatMulNBits s u:12x1x16 w:12x1 K=16 N=12 bits=4 block_size=32
"""


class File:
    def __init__(self):
        self.nodes, self.constants, self.inputs, self.results = [], [], dict(INPUTS), {}
        self.types = {}

    def constant(self, array):
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def operand(self, word):
        if word == "-":
            return ""
        if word in self.inputs:
            return word
        kind, _, rest = word.partition(":")
        if rest:
            sizes = [int(size) for size in rest.split("x")]
            if kind == "w":
                return self.constant(numpy.ones(sizes, numpy.float32))
            if kind == "u":
                return self.constant(
                    numpy.zeros(sizes if len(sizes) > 1 else [], numpy.uint8))
            name = f"in{len(self.inputs)}"
            self.inputs[name] = sizes
            self.types[name] = {"y": TensorProto.FLOAT, "b": TensorProto.BOOL,
                                "i": TensorProto.INT64, "q": TensorProto.UINT8}[kind]
            return name
        value = json.loads(word)
        isReal = "." in word
        return self.constant(numpy.array(value, numpy.float32 if isReal else numpy.int64))

    def add(self, line):
        words = line.split()
        domain, _, kind = words[0].rpartition(".")
        attributes = {}
        inputs = []
        for word in words[1:]:
            key, equals, value = word.partition("=")
            if not equals or not key.isidentifier():
                inputs.append(self.operand(word))
                continue
            try:
                attributes[key] = json.loads(value)
            except json.JSONDecodeError:
                attributes[key] = value
        name = f"{len(self.nodes)} {kind}"
        outputs = [f"{name} {i}" for i in range(attributes.pop("outputs", 1))]
        self.nodes.append(
            helper.make_node(kind, inputs, outputs, name=name, domain=domain, **attributes))
        self.results[name] = outputs


def main(folder):
    file = File()
    for line in NODES.strip().splitlines():
        file.add(line)
    outputs = [output for results in file.results.values() for output in results]
    graph = helper.make_graph(
        file.nodes, "operators",
        [helper.make_tensor_value_info(name, file.types.get(name, TensorProto.FLOAT), sizes)
         for name, sizes in file.inputs.items()],
        [helper.make_empty_tensor_value_info(name) for name in outputs], file.constants)
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 23), helper.make_opsetid("com.microsoft", 1)])
    model.ir_version = 11
    shapes, described = {}, {}
    # One by one, so that what the installed onnxruntime lacks is seen.
    for node in file.nodes:
        used = [name for name in file.inputs if name in node.input]
        one = helper.make_model(
            helper.make_graph(
                [node], "one",
                [value for value in graph.input if value.name in used],
                [helper.make_empty_tensor_value_info(name) for name in node.output],
                [tensor for tensor in file.constants if tensor.name in node.input]),
            opset_imports=model.opset_import)
        one.ir_version = 11
        feeds = {}
        for name in used:
            kind = helper.tensor_dtype_to_np_dtype(file.types.get(name, TensorProto.FLOAT))
            feeds[name] = numpy.zeros(file.inputs[name], kind)
        try:
            session = onnxruntime.InferenceSession(
                one.SerializeToString(), providers=["CPUExecutionProvider"])
            results = session.run(None, feeds)
        except Exception as error:
            print(node.name, str(error).splitlines()[0][:200], file=sys.stderr)
            continue
        shapes[node.name] = [list(result.shape) for result in results]
        for output, result in zip(node.output, results):
            described[output] = helper.make_tensor_value_info(
                output, helper.np_dtype_to_tensor_dtype(result.dtype), result.shape)
    kept = [node for node in file.nodes if node.name in shapes]
    del graph.node[:]
    graph.node.extend(kept)
    del graph.output[:]
    for node in kept:
        graph.output.extend(described[name] for name in node.output)
    model.graph.CopyFrom(graph)
    # Weights are long, and their values of no interest.
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and len(tensor.raw_data) > 64:
            tensor.raw_data = b""
    folder = pathlib.Path(folder)
    (folder / "operators.onnx").write_bytes(model.SerializeToString())
    lines = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in shapes.items())
    (folder / "operators.json").write_text(
        f'{{ "versions": "onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}",\n'
        f'  "shapes": {{\n{lines}\n  }} }}\n')


main(sys.argv[1])
