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

# Operator, inputs, attributes. A number or a list is a constant; `w:2x3` is one of that shape,
# `k:7` a number of 32 bits.
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
RoiAlign        x y:3x4 i:3             output_height=4 output_width=3
MaxRoiPool      x y:3x5                 pooled_shape=[2,3]
Col2Im          y:2x18x16 [5,6] [2,3]
MaxPool         x                       kernel_shape=[2,2] strides=[2,2] outputs=2
MaxUnpool       x i:2x8x6x5             kernel_shape=[2,2] strides=[2,2]
MaxUnpool       x i:2x8x6x5             kernel_shape=[3,3] strides=[2,2] pads=[1,1,0,1]
CenterCropPad   x [2,8,9,3]
CenterCropPad   x [7,4]                 axes=[-2,-1]
AffineGrid      y:2x2x3 [2,8,4,6]
AffineGrid      y:2x3x4 [2,8,4,6,5]
Det             y:2x5x5
DFT             y:2x20x1 - 1
DFT             y:2x20x1 - 1            onesided=1
DFT             y:2x20x2 12 -2
STFT            y:2x100x1 10 w:16
STFT            y:2x100x1 10 - 16       onesided=0
BitwiseNot      i:2x7
LayerNormalization s w:16 w:16          outputs=3
Dropout         x                       outputs=2
Resize          x - - [10,7]            axes=[2,3] keep_aspect_ratio_policy=not_larger
Resize          x - - [10,7]            axes=[2,3] keep_aspect_ratio_policy=not_smaller
RotaryEmbedding y:2x4x6x8 w:50x4 w:50x4 i:2x6
RotaryEmbedding y:2x6x32 w:2x6x4 w:2x6x4 num_heads=4
Attention       y:2x4x6x8 y:2x2x9x8 y:2x2x9x3 y:6x12 y:2x2x3x8 y:2x2x3x3 outputs=4 softcap=2.0
LSTM            t w:1x32x16 w:1x32x8 w:1x64 - y:1x2x8 y:1x2x8 w:1x24 hidden_size=8 outputs=3
SoftmaxCrossEntropyLoss y:3x5x2 j:3x2    outputs=2
NegativeLogLikelihoodLoss y:3x5x2 j:3x2  reduction=none
com.microsoft.FusedConv x w:4x8x3x3 w:4 activation=Relu
com.microsoft.QuickGelu x
com.microsoft.BiasGelu s w:16
com.microsoft.FusedMatMul s y:2x5x16    transB=1
com.microsoft.SkipLayerNormalization s y:2x7x16 w:16 w:16
com.microsoft.MultiHeadAttention s y:2x9x16 y:2x9x16 num_heads=4
com.microsoft.Attention s w:16x48 w:48  num_heads=4
com.microsoft.FusedMatMul y:6x2x5 y:2x5x3 transBatchA=1
com.microsoft.FusedMatMul y:5x2x6 y:7x2x5 transA=1 transBatchA=1 transB=1 transBatchB=1
com.microsoft.MultiHeadAttention s y:2x9x16 y:2x9x16 w:48 - - y:2x4x3x4 y:2x4x3x4 num_heads=4 outputs=3
com.microsoft.GroupQueryAttention y:2x7x32 y:2x7x16 y:2x7x16 - - n:2 k:7 num_heads=4 kv_num_heads=2 outputs=3
com.microsoft.RotaryEmbedding y:2x6x32 i:1 w:50x4 w:50x4 num_heads=4 rotary_embedding_dim=8
com.microsoft.EmbedLayerNormalization n:2x7 n:2x7 w:30x16 w:50x16 w:2x16 w:16 w:16 outputs=2
com.microsoft.DynamicQuantizeLSTM t u:1x16x32 u:1x8x32 w:1x64 - - - - w:1 u:1 w:1 u:1 hidden_size=8 outputs=3
com.microsoft.NhwcMaxPool q:2x6x5x8     kernel_shape=[3,3] strides=[2,2]
com.microsoft.Inverse y:2x5x5
com.microsoft.Trilu x
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
            if kind == "k":
                return self.constant(numpy.array(sizes[0], numpy.int32))
            if kind == "w":
                return self.constant(numpy.ones(sizes, numpy.float32))
            if kind == "u":
                return self.constant(
                    numpy.zeros([] if sizes == [0] else sizes, numpy.uint8))
            name = f"in{len(self.inputs)}"
            self.inputs[name] = sizes
            self.types[name] = {"y": TensorProto.FLOAT, "b": TensorProto.BOOL,
                                "i": TensorProto.INT64, "j": TensorProto.INT64,
                                "n": TensorProto.INT32, "q": TensorProto.UINT8}[kind]
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


def run(model, feeds):
    """The results of a model; None, with a word on why, if it can't be run."""
    try:
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"])
        return session.run(None, feeds)
    except Exception as error:
        print(model.graph.node[0].name, str(error).splitlines()[0][:200], file=sys.stderr)
        return None


def whole(file, constants):
    """A file with all nodes, and an output for each of their results."""
    outputs = [output for results in file.results.values() for output in results]
    graph = helper.make_graph(
        file.nodes, "operators",
        [helper.make_tensor_value_info(name, file.types.get(name, TensorProto.FLOAT), sizes)
         for name, sizes in file.inputs.items()],
        [helper.make_empty_tensor_value_info(name) for name in outputs], constants)
    made = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 23), helper.make_opsetid("com.microsoft", 1)])
    made.ir_version = 11
    return made


def main(folder):
    file = File()
    for line in NODES.strip().splitlines():
        file.add(line)
    model = whole(file, file.constants)
    graph = model.graph
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
        results = run(one, feeds)
        if results is None:
            # The newest version of some operators is not there, but an older one with equal shapes.
            del one.opset_import[:]
            one.opset_import.append(helper.make_opsetid("", 21))
            results = run(one, feeds)
        if results is None:
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
        if tensor.data_type == TensorProto.FLOAT and len(tensor.raw_data) > 256:
            tensor.raw_data = b""
    folder = pathlib.Path(folder)
    (folder / "operators.onnx").write_bytes(model.SerializeToString())
    lines = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in shapes.items())
    (folder / "operators.json").write_text(
        f'{{ "versions": "onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}",\n'
        f'  "shapes": {{\n{lines}\n  }} }}\n')


if __name__ == "__main__":
    main(sys.argv[1])
