// Written from specs/ by `swift run embed-specs`; edit those files instead of this one.
// swift-format-ignore-file

extension Catalog {
  /// The files of specs/ as they were when this was built.
  package static let embeddedFiles: [File] = [
    File(path: "accuracies/efficientnet.csv", names: ["efficientnet"], text: ###"""
# ImageNet top-1 in percent.
# Source: Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv:1905.11946 (2019), Tables 2 and 7
# The last version of the paper. Table 7 has 77.3 for B0. It gives its compound network as d = 1.4, w = 1.2, r = 1.3; 1.3 times 224 is 291.2.
variant,depth,width,resolution,accuracy,source
efficientnet_b0,,,,77.1,Table 2
efficientnet_b1,,,,79.1,Table 2
efficientnet_b2,,,,80.1,Table 2
efficientnet_b3,,,,81.6,Table 2
efficientnet_b4,,,,82.9,Table 2
efficientnet_b5,,,,83.6,Table 2
efficientnet_b6,,,,84.0,Table 2
efficientnet_b7,,,,84.3,Table 2
,4.0,1.0,224,79.0,Table 7
,1.0,2.0,224,78.9,Table 7
,1.0,1.0,448,79.1,Table 7
,1.4,1.2,291,81.1,Table 7

"""###),
    File(path: "accuracies/mnasnet_a1.csv", names: ["mnasnet_a1"], text: ###"""
# ImageNet top-1 in percent.
# Source: tensorflow/tpu, models/official/mnasnet/README.md at 009812fb
# For width 0.35 at 160 it prints 52.3 in one column and 59.3 in another; 59.3 lies between its neighbors.
width,resolution,accuracy
1.4,224,77.2
1.0,224,75.2
0.75,224,73.3
0.5,224,68.9
0.35,224,64.1
1.4,192,76.1
1.0,192,74.0
0.75,192,72.1
0.5,192,67.2
0.35,192,62.4
1.4,160,74.8
1.0,160,72.0
0.75,160,70.1
0.5,160,64.9
0.35,160,59.3
1.4,128,72.5
1.0,128,69.3
0.75,128,67.0
0.5,128,60.8
0.35,128,54.8
1.4,96,68.6
1.0,96,64.4
0.75,96,62.1
0.5,96,54.7
0.35,96,49.3

"""###),
    File(path: "accuracies/mobilenet_v1.csv", names: ["mobilenet_v1"], text: ###"""
# ImageNet top-1 in percent, single crop.
# Source: tensorflow/models, research/slim/nets/mobilenet_v1.md, checkpoints of 2018-02-22
# The paper (arXiv:1704.04861, Tables 6 and 7) has 70.6 for the first row, and 68.4, 63.7, 50.6, 69.1, 67.2, 64.4
# for the other rows of width 1.0 or resolution 224.
width,resolution,accuracy
1.0,224,70.9
1.0,192,70.0
1.0,160,68.0
1.0,128,65.2
0.75,224,68.4
0.75,192,67.2
0.75,160,65.3
0.75,128,62.1
0.5,224,63.3
0.5,192,61.7
0.5,160,59.1
0.5,128,56.3
0.25,224,49.8
0.25,192,47.7
0.25,160,45.5
0.25,128,41.5

"""###),
    File(path: "accuracies/mobilenet_v2.csv", names: ["mobilenet_v2"], text: ###"""
# ImageNet top-1 in percent, single crop.
# Source: tensorflow/models, research/slim/nets/mobilenet/README.md
# The paper (arXiv:1801.04381, Table 4) has 72.0 for width 1.0 and 74.7 for width 1.4 at 224.
width,resolution,accuracy
1.4,224,75.0
1.3,224,74.4
1.0,224,71.8
1.0,192,70.7
1.0,160,68.8
1.0,128,65.3
1.0,96,60.3
0.75,224,69.8
0.75,192,68.7
0.75,160,66.4
0.75,128,63.2
0.75,96,58.8
0.5,224,65.4
0.5,192,63.9
0.5,160,61.0
0.5,128,57.7
0.5,96,51.2
0.35,224,60.3
0.35,192,58.2
0.35,160,55.7
0.35,128,50.8
0.35,96,45.5

"""###),
    File(path: "accuracies/mobilenet_v3_large.csv", names: ["mobilenet_v3_large"], text: ###"""
# ImageNet top-1 in percent, float.
# Source: Howard et al., Searching for MobileNetV3, arXiv:1905.02244 (2019), Table 3
# The minimal network: tensorflow/models, research/slim/nets/mobilenet/README.md at 0ba83cf0
variant,width,accuracy
mobilenet_v3_large,1.0,75.2
mobilenet_v3_large,0.75,73.3
mobilenet_v3_large_minimal,1.0,72.3

"""###),
    File(path: "accuracies/mobilenet_v3_small.csv", names: ["mobilenet_v3_small"], text: ###"""
# ImageNet top-1 in percent, float.
# Source: Howard et al., Searching for MobileNetV3, arXiv:1905.02244 (2019), Table 3
# The minimal network: tensorflow/models, research/slim/nets/mobilenet/README.md at 0ba83cf0
variant,width,accuracy
mobilenet_v3_small,1.0,67.4
mobilenet_v3_small,0.75,65.4
mobilenet_v3_small_minimal,1.0,61.9

"""###),
    File(path: "accuracies/shufflenet_v1.csv", names: ["shufflenet_v1"], text: ###"""
# ImageNet top-1 in percent: 100 less the printed error.
# Source: megvii-model/ShuffleNet-Series, ShuffleNetV1/README.md at 00643c68
# The stem of 1.5x has 24 channels there, not 36. Its rows with 8 groups are left out: the widths of their stems are not
# published.
width,groups,stem,accuracy
2.0,3,48,74.1
1.5,3,24,71.6
1.0,3,24,67.8
0.5,3,12,57.3

"""###),
    File(path: "architectures/alexnet.json", names: ["alexnet"], text: ###"""
{ "name": "alexnet", "title": "AlexNet (one tower)", "source": "arXiv:1404.5997; torchvision",
  "note": "The network that libraries call AlexNet. The network of 2012 is alexnet_original.",
  "let": { "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "act": "relu" },
  "body": [
    ["operator", "k", "c",  "s", "p", "act"],
    ["conv",     11,  64,   4,   2],
    ["maxpool",  3,   "-",  2,   0],
    ["conv",     5,   192],
    ["maxpool",  3,   "-",  2,   0],
    ["conv",     3,   384],
    ["conv",     3,   256],
    ["conv",     3,   256],
    ["maxpool",  3,   "-",  2,   0],
    ["dense",    "-", 4096, "-", "-", "relu"],
    ["dense",    "-", 4096, "-", "-", "relu"],
    ["dense",    "-", "classes"] ] }

"""###),
    File(path: "architectures/alexnet_original.json", names: ["alexnet_original"], text: ###"""
{ "name": "alexnet_original", "title": "AlexNet", "source": "Krizhevsky, Sutskever, Hinton, NIPS 2012, Figure 2",
  "note": [
    "The two towers on two GPUs are groups of 2; with groups = 1 they are one tower of 62.4 million parameters,",
    "which is often quoted. The paper says 224, but its 55 x 55 maps need an input of 227."],
  "let": { "groups": 2, "resolution": 227, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "act": "relu" },
  "body": [
    ["operator", "k", "c",  "s", "p", "g"],
    ["conv",     11,  96,   4,   0],
    ["lrn"],
    ["maxpool",  3,   "-",  2,   "ceil"],
    ["conv",     5,   256,  1,   "-", "groups"],
    ["lrn"],
    ["maxpool",  3,   "-",  2,   "ceil"],
    ["conv",     3,   384],
    ["conv",     3,   384,  1,   "-", "groups"],
    ["conv",     3,   256,  1,   "-", "groups"],
    ["maxpool",  3,   "-",  2,   "ceil"],
    ["operator", "c",       "act"],
    ["dense",    4096,      "relu"],
    ["dense",    4096,      "relu"],
    ["dense",    "classes"] ] }

"""###),
    File(path: "architectures/bn_inception.json", names: ["bn_inception"], text: ###"""
{ "name": "bn_inception", "title": "BN-Inception",
  "source": "arXiv:1502.03167, Figure 5; se: arXiv:1709.01507, Table 2",
  "note": [
    "Library models keep a bias next to every batch norm; the paper says that it can be left out: bias = false.",
    "Modules use average pooling; the last one, and those with stride 2, which have no projection, use max pooling."],
  "let": { "se": false, "bias": true, "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch", "bias": "bias", "act": "relu" },
  "blocks": {
    "inception": { "let": ["c1", "r3", "c3", "rd", "cd", "pool", "proj"], "body": [
      ["name", "operator", "from", "k", "c", "r",      "if"],
      ["a",    "conv",     "in",   1,   "c1"],
      ["-",    "conv",     "in",   1,   "r3"],
      ["b",    "conv",     "-",    3,   "c3"],
      ["-",    "conv",     "in",   1,   "rd"],
      ["-",    "conv",     "-",    3,   "cd"],
      ["c",    "conv",     "-",    3,   "cd"],
      ["-",    "pool",     "in",   3],
      ["d",    "conv",     "-",    1,   "proj"],
      ["y",    "concat",   ["a", "b", "c", "d"]],
      ["-",    "squeeze",  "-",    "-", "-", "y / 16", "se"] ] },
    "reduction": { "let": ["r3", "c3", "rd", "cd"], "body": [
      ["name", "operator", "from", "k", "c",  "s", "r",      "if"],
      ["-",    "conv",     "in",   1,   "r3"],
      ["a",    "conv",     "-",    3,   "c3", 2],
      ["-",    "conv",     "in",   1,   "rd"],
      ["-",    "conv",     "-",    3,   "cd"],
      ["b",    "conv",     "-",    3,   "cd", 2],
      ["c",    "maxpool",  "in",   3,   "-",  2],
      ["y",    "concat",   ["a", "b", "c"]],
      ["-",    "squeeze",  "-",    "-", "-",  "-", "y / 16", "se"] ] } },
  "body": [
    ["operator", "k", "c", "s"],
    ["conv",     7,   64,  2],
    ["maxpool",  3,   "-", 2],
    ["conv",     1,   64],
    ["conv",     3,   192],
    ["maxpool",  3,   "-", 2],
    ["operator",  "c1", "r3", "c3", "rd", "cd", "pool",    "proj"],
    ["inception", 64,   64,   64,   64,   96,   "avgpool", 32],
    ["inception", 64,   64,   96,   64,   96,   "avgpool", 64],
    ["reduction", "-",  128,  160,  64,   96],
    ["inception", 224,  64,   96,   96,   128,  "avgpool", 128],
    ["inception", 192,  96,   128,  96,   128,  "avgpool", 128],
    ["inception", 160,  128,  160,  128,  160,  "avgpool", 128],
    ["inception", 96,   128,  192,  160,  192,  "avgpool", 128],
    ["reduction", "-",  128,  192,  192,  256],
    ["inception", 352,  192,  320,  160,  224,  "avgpool", 128],
    ["inception", 352,  192,  320,  192,  224,  "maxpool", 128],
    ["operator", "called", "c"],
    ["avgpool",  "fixed"],
    ["dense",    "-",      "classes"] ] }

"""###),
    File(path: "architectures/bottleneck.json", names: ["bottleneck"], text: ###"""
{ "name": "bottleneck", "title": "Bottleneck",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "input": ["size", "size", "in"],
  "body": [
    ["operator",   "c",   "s",      "k"],
    ["bottleneck", "out", "stride", "kernel"] ] }

"""###),
    File(path: "architectures/c3d.json", names: ["c3d"], text: ###"""
{ "name": "c3d", "title": "C3D",
  "source": "arXiv:1412.0767, Figure 3; the released model pads pool5, so that fc6 reads 4 x 4 positions",
  "let": { "width": 1.0, "frames": 16, "resolution": 112, "classes": 487 },
  "input": ["frames", "resolution", "resolution", 3],
  "scale": { "c": "floor(c * width)" },
  "defaults": { "norm": "none" },
  "body": [
    ["name",  "operator", "k",     "c",       "s",     "act"],
    ["c1a",   "conv",     3,       64,        1,       "relu"],
    ["pool1", "maxpool",  "1x2x2", "-",       "1x2x2"],
    ["c2a",   "conv",     3,       128,       1,       "relu"],
    ["pool2", "maxpool",  2,       "-",       2],
    ["c3a",   "conv",     3,       256,       1,       "relu"],
    ["c3b",   "conv",     3,       256,       1,       "relu"],
    ["pool3", "maxpool",  2,       "-",       2],
    ["c4a",   "conv",     3,       512,       1,       "relu"],
    ["c4b",   "conv",     3,       512,       1,       "relu"],
    ["pool4", "maxpool",  2,       "-",       2],
    ["c5a",   "conv",     3,       512,       1,       "relu"],
    ["c5b",   "conv",     3,       512,       1,       "relu"],
    ["pool5", "maxpool",  2,       "-",       2],
    ["fc6",   "dense",    "-",     "4096",    "-",     "relu"],
    ["fc7",   "dense",    "-",     "4096",    "-",     "relu"],
    ["fc8",   "dense",    "-",     "classes"] ] }

"""###),
    File(path: "architectures/convnext.json", names: ["convnext", "convnext_t", "convnext_s", "convnext_b", "convnext_l"], text: ###"""
{ "name": "convnext", "title": "ConvNeXt",
  "source": "arXiv:2201.03545, Figure 4 and section 3; torchvision 0.28.0",
  "let": { "dim": 96, "deep": 9, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",    "dim", "deep"],
    ["convnext_t", 96,    9],
    ["convnext_s", 96,    27],
    ["convnext_b", 128,   27],
    ["convnext_l", 192,   27] ],
  "input": ["resolution", "resolution", 3],
  "blocks": {
    "convnext_block": { "body": [
      ["operator",   "from", "k"],
      ["depthwise",  "-",    7],
      ["layernorm"],
      ["mlp"],
      ["layerscale"],
      ["add",        "in"] ] },
    "down": { "let": ["c"], "body": [
      ["operator",  "k", "c", "s"],
      ["layernorm"],
      ["conv",      2,   "c", 2] ] } },
  "body": [
    ["name", "operator",       "k", "c",       "s", "p", "n"],
    ["-",    "conv",           4,   "dim",     4,   0],
    ["-",    "layernorm"],
    ["c2",   "convnext_block", "-", "-",       "-", "-", 3],
    ["-",    "down",           "-", "2 * dim"],
    ["c3",   "convnext_block", "-", "-",       "-", "-", 3],
    ["-",    "down",           "-", "4 * dim"],
    ["c4",   "convnext_block", "-", "-",       "-", "-", "deep"],
    ["-",    "down",           "-", "8 * dim"],
    ["c5",   "convnext_block", "-", "-",       "-", "-", 3],
    ["-",    "avgpool"],
    ["-",    "layernorm"],
    ["-",    "dense",          "-", "classes"] ] }

"""###),
    File(path: "architectures/densenet.json", names: ["densenet", "densenet121", "densenet169", "densenet201", "densenet161"], text: ###"""
{ "name": "densenet", "title": "DenseNet-BC", "source": "arXiv:1608.06993, Table 1",
  "note": "Batch norm and ReLU come before each convolution. A layer adds growth channels to its input by concatenation.",
  "let": { "growth": 32, "n1": 6, "n2": 12, "n3": 24, "n4": 16, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",     "growth", "n1", "n2", "n3", "n4"],
    ["densenet121", 32,       6,    12,   24,   16],
    ["densenet169", 32,       6,    12,   32,   32],
    ["densenet201", 32,       6,    12,   48,   32],
    ["densenet161", 48,       6,    12,   36,   24] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "bias": false },
  "blocks": {
    "dense_layer": { "body": [
      ["operator",  "from", "k", "c", "act"],
      ["batchnorm", "-",    "-", "-", "relu"],
      ["conv",      "-",    1,   "4 * growth"],
      ["batchnorm", "-",    "-", "-", "relu"],
      ["conv",      "-",    3,   "growth"],
      ["concat",    "in"] ] },
    "transition": { "body": [
      ["operator",  "k", "c", "s", "act"],
      ["batchnorm", "-", "-", "-", "relu"],
      ["conv",      1,   "in / 2"],
      ["avgpool",   2,   "-", 2] ] } },
  "body": [
    ["operator",    "k", "c",          "s", "n", "act"],
    ["conv",        7,   "2 * growth", 2],
    ["batchnorm",   "-", "-",          "-", "-", "relu"],
    ["maxpool",     3,   "-",          2],
    ["dense_layer", "-", "-",          "-", "n1"],
    ["transition"],
    ["dense_layer", "-", "-",          "-", "n2"],
    ["transition"],
    ["dense_layer", "-", "-",          "-", "n3"],
    ["transition"],
    ["dense_layer", "-", "-",          "-", "n4"],
    ["batchnorm",   "-", "-",          "-", "-", "relu"],
    ["operator", "called",   "c"],
    ["avgpool",  "function"],
    ["dense",    "-",        "classes"] ] }

"""###),
    File(path: "architectures/detnas_space.json", names: ["detnas_space"], text: ###"""
{ "name": "detnas_space", "title": "DetNAS's small search space",
  "source": "arXiv:1903.10979, Table 1 and its released code; unit widths as in arXiv:1904.00420",
  "note": [
    "A network is 20 choices of 4: 4^20, or 1,099,511,627,776 networks. b1 to b4 are stage 1, b5 to b8 stage 2, b9 to",
    "b16 stage 3, and b17 to b20 stage 4; detnasnet_300m and detnasnet_300m_fpn are two of them.",
    "The default uses 3x3 kernels throughout. The released code gives its first and last convolution a bias next to",
    "their batch norm."],
  "let": {
    "b1":  ["k3", "k5", "k7", "xception"], "b2":  ["k3", "k5", "k7", "xception"], "b3":  ["k3", "k5", "k7", "xception"], "b4":  ["k3", "k5", "k7", "xception"],
    "b5":  ["k3", "k5", "k7", "xception"], "b6":  ["k3", "k5", "k7", "xception"], "b7":  ["k3", "k5", "k7", "xception"], "b8":  ["k3", "k5", "k7", "xception"],
    "b9":  ["k3", "k5", "k7", "xception"], "b10": ["k3", "k5", "k7", "xception"], "b11": ["k3", "k5", "k7", "xception"], "b12": ["k3", "k5", "k7", "xception"],
    "b13": ["k3", "k5", "k7", "xception"], "b14": ["k3", "k5", "k7", "xception"], "b15": ["k3", "k5", "k7", "xception"], "b16": ["k3", "k5", "k7", "xception"],
    "b17": ["k3", "k5", "k7", "xception"], "b18": ["k3", "k5", "k7", "xception"], "b19": ["k3", "k5", "k7", "xception"], "b20": ["k3", "k5", "k7", "xception"],
    "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "body": [
    ["operator", "k", "c", "s", "act",  "bias"],
    ["conv",     3,   16,  2,   "relu", true],
    ["operator",        "b1",  "b2",  "b3",  "b4",  "c"],
    ["shuffle_choices", "b1",  "b2",  "b3",  "b4",  64],
    ["shuffle_choices", "b5",  "b6",  "b7",  "b8",  160],
    ["shuffle_choices", "b9",  "b10", "b11", "b12", 320],
    ["shuffle_choices", "b13", "b14", "b15", "b16"],
    ["shuffle_choices", "b17", "b18", "b19", "b20", 640],
    ["operator", "k", "c",       "act",  "bias"],
    ["conv",     1,   1024,      "relu", true],
    ["avgpool"],
    ["dense",    "-", "classes"] ] }

"""###),
    File(path: "architectures/detnas_space_large.json", names: ["detnas_space_large"], text: ###"""
{ "name": "detnas_space_large", "title": "DetNAS's large search space",
  "source": "arXiv:1903.10979, Table 1 and its released code; unit widths as in arXiv:1904.00420",
  "note": [
    "A network is 40 choices of 4: 4^40, or 1,208,925,819,614,629,174,706,176 networks. b1 to b8 are stage 1, b9 to b16",
    "stage 2, b17 to b32 stage 3, and b33 to b40 stage 4; detnasnet_1_3g is one of them.",
    "The default uses 3x3 kernels throughout. The released code gives its first and last convolution a bias next to",
    "their batch norm."],
  "let": {
    "b1":  ["k3", "k5", "k7", "xception"], "b2":  ["k3", "k5", "k7", "xception"], "b3":  ["k3", "k5", "k7", "xception"], "b4":  ["k3", "k5", "k7", "xception"],
    "b5":  ["k3", "k5", "k7", "xception"], "b6":  ["k3", "k5", "k7", "xception"], "b7":  ["k3", "k5", "k7", "xception"], "b8":  ["k3", "k5", "k7", "xception"],
    "b9":  ["k3", "k5", "k7", "xception"], "b10": ["k3", "k5", "k7", "xception"], "b11": ["k3", "k5", "k7", "xception"], "b12": ["k3", "k5", "k7", "xception"],
    "b13": ["k3", "k5", "k7", "xception"], "b14": ["k3", "k5", "k7", "xception"], "b15": ["k3", "k5", "k7", "xception"], "b16": ["k3", "k5", "k7", "xception"],
    "b17": ["k3", "k5", "k7", "xception"], "b18": ["k3", "k5", "k7", "xception"], "b19": ["k3", "k5", "k7", "xception"], "b20": ["k3", "k5", "k7", "xception"],
    "b21": ["k3", "k5", "k7", "xception"], "b22": ["k3", "k5", "k7", "xception"], "b23": ["k3", "k5", "k7", "xception"], "b24": ["k3", "k5", "k7", "xception"],
    "b25": ["k3", "k5", "k7", "xception"], "b26": ["k3", "k5", "k7", "xception"], "b27": ["k3", "k5", "k7", "xception"], "b28": ["k3", "k5", "k7", "xception"],
    "b29": ["k3", "k5", "k7", "xception"], "b30": ["k3", "k5", "k7", "xception"], "b31": ["k3", "k5", "k7", "xception"], "b32": ["k3", "k5", "k7", "xception"],
    "b33": ["k3", "k5", "k7", "xception"], "b34": ["k3", "k5", "k7", "xception"], "b35": ["k3", "k5", "k7", "xception"], "b36": ["k3", "k5", "k7", "xception"],
    "b37": ["k3", "k5", "k7", "xception"], "b38": ["k3", "k5", "k7", "xception"], "b39": ["k3", "k5", "k7", "xception"], "b40": ["k3", "k5", "k7", "xception"],
    "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "body": [
    ["operator", "k", "c", "s", "act",  "bias"],
    ["conv",     3,   48,  2,   "relu", true],
    ["operator",        "b1",  "b2",  "b3",  "b4",  "c"],
    ["shuffle_choices", "b1",  "b2",  "b3",  "b4",  96],
    ["shuffle_choices", "b5",  "b6",  "b7",  "b8"],
    ["shuffle_choices", "b9",  "b10", "b11", "b12", 240],
    ["shuffle_choices", "b13", "b14", "b15", "b16"],
    ["shuffle_choices", "b17", "b18", "b19", "b20", 480],
    ["shuffle_choices", "b21", "b22", "b23", "b24"],
    ["shuffle_choices", "b25", "b26", "b27", "b28"],
    ["shuffle_choices", "b29", "b30", "b31", "b32"],
    ["shuffle_choices", "b33", "b34", "b35", "b36", 960],
    ["shuffle_choices", "b37", "b38", "b39", "b40"],
    ["operator", "k", "c",       "act",  "bias"],
    ["conv",     1,   1024,      "relu", true],
    ["avgpool"],
    ["dense",    "-", "classes"] ] }

"""###),
    File(path: "architectures/detnasnet.json", names: ["detnasnet", "detnasnet_1_3g", "detnasnet_3_8g"], text: ###"""
{ "name": "detnasnet", "title": "DetNASNet",
  "source": "arXiv:1903.10979 and its released code; unit widths as in arXiv:1904.00420",
  "note": [
    "The released code gives its first and last convolution a bias next to their batch norm. The published 29.5 M",
    "parameters of the 3.8 G network are from the first release, where last is 1024; later code has 1728."],
  "let": { "stem": 48, "c1": 96, "c2": 240, "c3": 480, "c4": 960, "last": 1024, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",        "stem", "c1", "c2", "c3", "c4", "last"],
    ["detnasnet_1_3g", 48,     96,   240,  480,  960,  1024],
    ["detnasnet_3_8g", 72,     172,  432,  864,  1728, 1728] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "body": [
    ["operator",         "k", "c",    "n", "s", "act",  "bias"],
    ["conv",             3,   "stem", 1,   2,   "relu", true],
    ["shuffle_down",     3,   "c1"],
    ["shuffle_unit",     3],
    ["shuffle_xception"],
    ["shuffle_unit",     5],
    ["shuffle_unit",     7],
    ["shuffle_unit",     5],
    ["shuffle_unit",     3],
    ["shuffle_unit",     7],
    ["shuffle_down",     3,   "c2"],
    ["shuffle_xception"],
    ["shuffle_unit",     5],
    ["shuffle_unit",     7],
    ["shuffle_xception", "-", "-",    2],
    ["shuffle_unit",     7],
    ["shuffle_unit",     3],
    ["shuffle_down",     7,   "c3"],
    ["shuffle_unit",     5,   "-",    2],
    ["shuffle_xception"],
    ["shuffle_unit",     7],
    ["shuffle_unit",     3],
    ["shuffle_unit",     7,   "-",    3],
    ["shuffle_unit",     5],
    ["shuffle_xception"],
    ["shuffle_unit",     5],
    ["shuffle_unit",     3],
    ["shuffle_xception", "-", "-",    3],
    ["shuffle_down",     5,   "c4"],
    ["shuffle_xception", "-", "-",    7],
    ["conv",             1,   "last", 1,   1,   "relu", true],
    ["avgpool"],
    ["dense",            "-", "classes"] ] }

"""###),
    File(path: "architectures/detnasnet_300m.json", names: ["detnasnet_300m"], text: ###"""
{ "name": "detnasnet_300m", "title": "DetNASNet, 300 M, found with RetinaNet",
  "source": "arXiv:1903.10979 and its released code; unit widths as in arXiv:1904.00420",
  "note": "The released code gives its first and last convolution a bias next to their batch norm.",
  "let": { "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "body": [
    ["operator",              "k", "c",  "n", "s", "act",  "bias"],
    ["conv",                  3,   16,   1,   2,   "relu", true],
    ["shuffle_down",          7,   64],
    ["shuffle_xception"],
    ["shuffle_unit",          5,   "-",  2],
    ["shuffle_xception_down", "-", 160],
    ["shuffle_unit",          7],
    ["shuffle_unit",          5],
    ["shuffle_xception"],
    ["shuffle_xception_down", "-", 320],
    ["shuffle_unit",          5,   "-",  3],
    ["shuffle_xception",      "-", "-",  2],
    ["shuffle_unit",          7],
    ["shuffle_unit",          3],
    ["shuffle_xception_down", "-", 640],
    ["shuffle_xception",      "-", "-",  3],
    ["conv",                  1,   1024, 1,   1,   "relu", true],
    ["avgpool"],
    ["dense",                 "-", "classes"] ] }

"""###),
    File(path: "architectures/detnasnet_300m_fpn.json", names: ["detnasnet_300m_fpn"], text: ###"""
{ "name": "detnasnet_300m_fpn", "title": "DetNASNet, 300 M, found with FPN",
  "source": "arXiv:1903.10979 and its released code; unit widths as in arXiv:1904.00420",
  "note": "The released code gives its first and last convolution a bias next to their batch norm.",
  "let": { "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "body": [
    ["operator",              "k", "c",  "n", "s", "act",  "bias"],
    ["conv",                  3,   16,   1,   2,   "relu", true],
    ["shuffle_down",          7,   64],
    ["shuffle_unit",          5],
    ["shuffle_unit",          7],
    ["shuffle_unit",          3],
    ["shuffle_down",          7,   160],
    ["shuffle_unit",          5,   "-",  2],
    ["shuffle_unit",          7],
    ["shuffle_xception_down", "-", 320],
    ["shuffle_xception"],
    ["shuffle_unit",          5],
    ["shuffle_xception"],
    ["shuffle_unit",          3,   "-",  2],
    ["shuffle_xception"],
    ["shuffle_unit",          5],
    ["shuffle_xception_down", "-", 640],
    ["shuffle_unit",          5],
    ["shuffle_xception"],
    ["shuffle_unit",          7],
    ["conv",                  1,   1024, 1,   1,   "relu", true],
    ["avgpool"],
    ["dense",                 "-", "classes"] ] }

"""###),
    File(path: "architectures/efficientdet.json", names: ["efficientdet", "efficientdet_d0", "efficientdet_d1", "efficientdet_d2", "efficientdet_d3", "efficientdet_d4", "efficientdet_d5", "efficientdet_d6", "efficientdet_d7", "efficientdet_d7x", "efficientdet_lite0", "efficientdet_lite1", "efficientdet_lite2", "efficientdet_lite3", "efficientdet_lite3x", "efficientdet_lite4", "efficientdet_d0_formula", "efficientdet_d1_formula", "efficientdet_d2_formula", "efficientdet_d3_formula", "efficientdet_d4_formula", "efficientdet_d5_formula", "efficientdet_d6_formula", "efficientdet_d7_formula"], text: ###"""
{ "name": "efficientdet", "title": "EfficientDet",
  "source": "arXiv:1911.09070, Table 1, equations 1 to 3, Figures 2 and 3; d7x, lite and biases: google/automl",
  "note": "Members named formula follow the equations: W is the width, rounded to the nearest multiple of 8, D and H are the depths of the feature network and of the heads, and R is the resolution. Table 1 departs from them at D2 and from D4 on. The other feature networks are from Table 5; a top_down layer has half the nodes of a panet layer.",
  "let": { "backbone": "efficientnet_b0", "resolution": 512, "w": 64, "d": 3, "repeats": 3,
           "layer": "bifpn", "levels": "if(layer == bifpn_p8, p3_p8, p3_p7)",
           "fusion": "fast", "act": "swish", "bias": true, "anchors": 9, "classes": 90,
           "W(phi)": "nearest8(64 * 1.35^phi)", "D(phi)": "3 + phi", "H(phi)": "3 + floor(phi / 3)",
           "R(phi)": "512 + 128 * phi" },
  "variants": [
    ["variant",                 "resolution", "backbone",           "w",    "d",    "repeats", "fusion", "act",   "layer"],
    ["efficientdet_d0",         512,          "efficientnet_b0",    64,     3,      3],
    ["efficientdet_d1",         640,          "efficientnet_b1",    88,     4,      3],
    ["efficientdet_d2",         768,          "efficientnet_b2",    112,    5,      3],
    ["efficientdet_d3",         896,          "efficientnet_b3",    160,    6,      4],
    ["efficientdet_d4",         1024,         "efficientnet_b4",    224,    7,      4],
    ["efficientdet_d5",         1280,         "efficientnet_b5",    288,    7,      4],
    ["efficientdet_d6",         1280,         "efficientnet_b6",    384,    8,      5,         "sum"],
    ["efficientdet_d7",         1536,         "efficientnet_b6",    384,    8,      5,         "sum"],
    ["efficientdet_d7x",        1536,         "efficientnet_b7",    384,    8,      5,         "sum",    "-",     "bifpn_p8"],
    ["efficientdet_lite0",      320,          "efficientnet_lite0", 64,     3,      3,         "sum",    "relu6"],
    ["efficientdet_lite1",      384,          "efficientnet_lite1", 88,     4,      3,         "sum",    "relu6"],
    ["efficientdet_lite2",      448,          "efficientnet_lite2", 112,    5,      3,         "sum",    "relu6"],
    ["efficientdet_lite3",      512,          "efficientnet_lite3", 160,    6,      4,         "sum",    "relu6"],
    ["efficientdet_lite3x",     640,          "efficientnet_lite3", 200,    6,      4,         "sum",    "relu6"],
    ["efficientdet_lite4",      640,          "efficientnet_lite4", 224,    7,      4,         "sum",    "relu6"],
    ["efficientdet_d0_formula", "R(0)",       "efficientnet_b0",    "W(0)", "D(0)", "H(0)"],
    ["efficientdet_d1_formula", "R(1)",       "efficientnet_b1",    "W(1)", "D(1)", "H(1)"],
    ["efficientdet_d2_formula", "R(2)",       "efficientnet_b2",    "W(2)", "D(2)", "H(2)"],
    ["efficientdet_d3_formula", "R(3)",       "efficientnet_b3",    "W(3)", "D(3)", "H(3)"],
    ["efficientdet_d4_formula", "R(4)",       "efficientnet_b4",    "W(4)", "D(4)", "H(4)"],
    ["efficientdet_d5_formula", "R(5)",       "efficientnet_b5",    "W(5)", "D(5)", "H(5)"],
    ["efficientdet_d6_formula", "R(6)",       "efficientnet_b6",    "W(6)", "D(6)", "H(6)",    "sum"],
    ["efficientdet_d7_formula", "R(7)",       "efficientnet_b6",    "W(7)", "D(7)", "H(7)",    "sum"] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch", "called": "function" },
  "blocks": {
    "lateral": { "body": [
      ["operator", "k", "c", "bias", "if"],
      ["conv",     1,   "w", "bias", "in != w"] ] },
    "down": { "body": [
      ["operator", "k", "s"],
      ["maxpool",  3,   2] ] },
    "separable": { "let": ["c", "act = none", "norm = batch", "bias = bias"], "body": [
      ["operator",  "k", "c", "act", "norm", "bias"],
      ["depthwise", 3,   "-", "-",   "none", false],
      ["conv",      1,   "c", "act", "norm", "bias"] ] },
    "fuse": { "body": [
      ["operator",  "c", "fusion", "act"],
      ["add",       "-", "fusion", "act"],
      ["separable", "w"] ] },
    "merge": { "body": [
      ["operator",  "c", "act"],
      ["add",       "-", "act"],
      ["separable", "w"] ] },
    "bifpn": { "inputs": ["p3", "p4", "p5", "p6", "p7"], "outputs": ["p3o", "p4o", "p5o", "p6o", "p7o"], "body": [
      ["name", "operator", "from"],
      ["p6t",  "fuse",     ["p6", "resize(p7, p6)"]],
      ["p5t",  "fuse",     ["lateral(p5)", "resize(p6t, p5)"]],
      ["p4t",  "fuse",     ["lateral(p4)", "resize(p5t, p4)"]],
      ["p3o",  "fuse",     ["lateral(p3)", "resize(p4t, p3)"]],
      ["p4o",  "fuse",     ["lateral(p4)", "p4t", "down(p3o)"]],
      ["p5o",  "fuse",     ["lateral(p5)", "p5t", "down(p4o)"]],
      ["p6o",  "fuse",     ["p6", "p6t", "down(p5o)"]],
      ["p7o",  "fuse",     ["p7", "down(p6o)"]] ] },
    "bifpn_p8": { "inputs": ["p3", "p4", "p5", "p6", "p7", "p8"],
      "outputs": ["p3o", "p4o", "p5o", "p6o", "p7o", "p8o"],
      "body": [
        ["name", "operator", "from"],
        ["p7t",  "fuse",     ["p7", "resize(p8, p7)"]],
        ["p6t",  "fuse",     ["p6", "resize(p7t, p6)"]],
        ["p5t",  "fuse",     ["lateral(p5)", "resize(p6t, p5)"]],
        ["p4t",  "fuse",     ["lateral(p4)", "resize(p5t, p4)"]],
        ["p3o",  "fuse",     ["lateral(p3)", "resize(p4t, p3)"]],
        ["p4o",  "fuse",     ["lateral(p4)", "p4t", "down(p3o)"]],
        ["p5o",  "fuse",     ["lateral(p5)", "p5t", "down(p4o)"]],
        ["p6o",  "fuse",     ["p6", "p6t", "down(p5o)"]],
        ["p7o",  "fuse",     ["p7", "p7t", "down(p6o)"]],
        ["p8o",  "fuse",     ["p8", "down(p7o)"]] ] },
    "top_down": { "inputs": ["p3", "p4", "p5", "p6", "p7"], "outputs": ["p3o", "p4o", "p5o", "p6o", "p7o"],
      "source": "arXiv:1911.09070, Figure 2 (a); arXiv:1612.03144, Figure 3",
      "body": [
        ["name", "operator", "from"],
        ["p7o",  "merge",    "p7"],
        ["p6o",  "merge",    ["p6", "resize(p7o, p6)"]],
        ["p5o",  "merge",    ["lateral(p5)", "resize(p6o, p5)"]],
        ["p4o",  "merge",    ["lateral(p4)", "resize(p5o, p4)"]],
        ["p3o",  "merge",    ["lateral(p3)", "resize(p4o, p3)"]] ] },
    "panet": { "inputs": ["p3", "p4", "p5", "p6", "p7"], "outputs": ["p3o", "p4o", "p5o", "p6o", "p7o"],
      "source": "arXiv:1911.09070, Figure 2 (b); arXiv:1803.01534, Figure 1",
      "body": [
        ["name", "operator", "from"],
        ["p7t",  "merge",    "p7"],
        ["p6t",  "merge",    ["p6", "resize(p7t, p6)"]],
        ["p5t",  "merge",    ["lateral(p5)", "resize(p6t, p5)"]],
        ["p4t",  "merge",    ["lateral(p4)", "resize(p5t, p4)"]],
        ["p3t",  "merge",    ["lateral(p3)", "resize(p4t, p3)"]],
        ["p3o",  "merge",    "p3t"],
        ["p4o",  "merge",    ["p4t", "down(p3o)"]],
        ["p5o",  "merge",    ["p5t", "down(p4o)"]],
        ["p6o",  "merge",    ["p6t", "down(p5o)"]],
        ["p7o",  "merge",    ["p7t", "down(p6o)"]] ] },
    "attention": { "inputs": ["fine", "coarse"], "body": [
      ["name",  "operator", "from"],
      ["gated", "multiply", ["fine", "sigmoid(maxpool(coarse))"]],
      ["-",     "add",      ["coarse", "gated"]] ] },
    "nas_fpn": { "inputs": ["p3", "p4", "p5", "p6", "p7"], "outputs": ["p3o", "p4o", "p5o", "p6o", "p7o"],
      "source": "arXiv:1904.07392, the seven merging cells as released in tensorflow/tpu",
      "body": [
        ["name", "operator", "from"],
        ["p3i",  "lateral",  "p3"],
        ["p4i",  "lateral",  "p4"],
        ["p5i",  "lateral",  "p5"],
        ["p4a",  "merge",    "attention(p4i, resize(p6, p4))"],
        ["p4b",  "merge",    ["p4i", "p4a"]],
        ["p3o",  "merge",    ["p3i", "resize(p4b, p3)"]],
        ["p4o",  "merge",    ["p4b", "down(p3o)"]],
        ["p5o",  "merge",    ["p5i", "attention(down(down(p3o)), down(p4o))"]],
        ["p7o",  "merge",    ["p7", "attention(down(down(down(p4b))), down(down(p5o)))"]],
        ["p6o",  "merge",    "attention(down(p5o), resize(p7o, p6))"] ] },
    "edge": { "inputs": ["level", "at"], "body": [
      ["operator", "from"],
      ["lateral",  "level"],
      ["resize",   ["-", "at"]] ] },
    "fully_connected": { "inputs": ["p3", "p4", "p5", "p6", "p7"], "outputs": ["p3o", "p4o", "p5o", "p6o", "p7o"],
      "source": "arXiv:1911.09070v1, Figure 2 (d), read as PANet with further edges from every input to the outputs of the other levels",
      "body": [
        ["name", "operator", "from"],
        ["p7t",  "merge",    "p7"],
        ["p6t",  "merge",    ["p6", "resize(p7t, p6)"]],
        ["p5t",  "merge",    ["lateral(p5)", "resize(p6t, p5)"]],
        ["p4t",  "merge",    ["lateral(p4)", "resize(p5t, p4)"]],
        ["p3t",  "merge",    ["lateral(p3)", "resize(p4t, p3)"]],
        ["p3o",  "merge",    ["p3t", "edge(p4, p3)", "edge(p5, p3)", "edge(p6, p3)", "edge(p7, p3)"]],
        ["p4o",  "merge",    ["p4t", "down(p3o)", "edge(p3, p4)", "edge(p5, p4)", "edge(p6, p4)", "edge(p7, p4)"]],
        ["p5o",  "merge",    ["p5t", "down(p4o)", "edge(p3, p5)", "edge(p4, p5)", "edge(p6, p5)", "edge(p7, p5)"]],
        ["p6o",  "merge",    ["p6t", "down(p5o)", "edge(p3, p6)", "edge(p4, p6)", "edge(p5, p6)", "edge(p7, p6)"]],
        ["p7o",  "merge",    ["p7t", "down(p6o)", "edge(p3, p7)", "edge(p4, p7)", "edge(p5, p7)", "edge(p6, p7)"]] ] },
    "p3_p7": { "inputs": ["c3", "c4", "c5"], "body": [
      ["name", "operator", "from",                         "n"],
      ["p6",   "down",     "lateral(c5)"],
      ["p7",   "down",     "p6"],
      ["-",    "layer",    ["c3", "c4", "c5", "p6", "p7"], "d"] ] },
    "p3_p8": { "inputs": ["c3", "c4", "c5"], "body": [
      ["name", "operator", "from",                               "n"],
      ["p6",   "down",     "lateral(c5)"],
      ["p7",   "down",     "p6"],
      ["p8",   "down",     "p7"],
      ["-",    "layer",    ["c3", "c4", "c5", "p6", "p7", "p8"], "d"] ] },
    "head": { "let": ["c"], "body": [
      ["operator",  "c", "n",       "act",  "norm", "bias"],
      ["separable", "w", "repeats", "act"],
      ["separable", "c", 1,         "none", "none", true] ] } },
  "body": [
    ["name",      "operator", "from", "each",            "c"],
    ["backbone",  "backbone", "in"],
    ["fpn",       "levels",   ["backbone.c3", "backbone.c4", "backbone.c5"]],
    ["class_net", "head",     "fpn",  "shared but norm", "anchors * classes"],
    ["box_net",   "head",     "fpn",  "shared but norm", "anchors * 4"] ],
  "outputs": ["class_net", "box_net"] }

"""###),
    File(path: "architectures/efficientnet.json", names: ["efficientnet", "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5", "efficientnet_b6", "efficientnet_b7", "efficientnet_b8", "efficientnet_l2"], text: ###"""
{ "name": "efficientnet", "title": "EfficientNet", "source": "arXiv:1905.11946, Table 1; B1 to L2: released code",
  "note": [
    "The resolutions in Table 1 are those of a stage's input. Width and depth were rounded by hand: no compound",
    "coefficient gives all of them. The squeeze is a quarter of the block's input. L2 was also trained at 475."],
  "let": { "width": 1.0, "depth": 1.0, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",         "width", "depth", "resolution"],
    ["efficientnet_b0", 1.0,     1.0,     224],
    ["efficientnet_b1", 1.0,     1.1,     240],
    ["efficientnet_b2", 1.1,     1.2,     260],
    ["efficientnet_b3", 1.2,     1.4,     300],
    ["efficientnet_b4", 1.4,     1.8,     380],
    ["efficientnet_b5", 1.6,     2.2,     456],
    ["efficientnet_b6", 1.8,     2.6,     528],
    ["efficientnet_b7", 2.0,     3.1,     600],
    ["efficientnet_b8", 2.2,     3.6,     672],
    ["efficientnet_l2", 4.3,     5.3,     800] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch", "act": "swish", "r": "1 / 4" },
  "body": [
    ["operator", "t", "k", "c", "n", "s", "name"],
    ["conv",     "-", 3,   32,  1,   2],
    ["mbconv",   1,   3,   16,  1,   1,   "c1"],
    ["mbconv",   6,   3,   24,  2,   2,   "c2"],
    ["mbconv",   6,   5,   40,  2,   2,   "c3"],
    ["mbconv",   6,   3,   80,  3,   2],
    ["mbconv",   6,   5,   112, 3,   1,   "c4"],
    ["mbconv",   6,   5,   192, 4,   2],
    ["mbconv",   6,   3,   320, 1,   1,   "c5"],
    ["conv",     "-", 1,   1280],
    ["avgpool"],
    ["dense",    "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/efficientnet_lite.json", names: ["efficientnet_lite", "efficientnet_lite0", "efficientnet_lite1", "efficientnet_lite2", "efficientnet_lite3", "efficientnet_lite4"], text: ###"""
{ "name": "efficientnet_lite", "title": "EfficientNet-Lite", "source": "github.com/tensorflow/tpu, efficientnet/lite",
  "note": "No squeezes, and ReLU6. The stem, the head and the number of blocks in the first and last stage are not scaled.",
  "let": { "width": 1.0, "depth": 1.0, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",            "width", "depth", "resolution"],
    ["efficientnet_lite0", 1.0,     1.0,     224],
    ["efficientnet_lite1", 1.0,     1.1,     240],
    ["efficientnet_lite2", 1.1,     1.2,     260],
    ["efficientnet_lite3", 1.2,     1.4,     280],
    ["efficientnet_lite4", 1.4,     1.8,     300] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch", "act": "relu6" },
  "body": [
    ["operator", "t", "k", "c",  "n", "s", "name"],
    ["conv",     "-", 3,   "32", 1,   2],
    ["mbconv",   1,   3,   16,   "1", 1,   "c1"],
    ["mbconv",   6,   3,   24,   2,   2,   "c2"],
    ["mbconv",   6,   5,   40,   2,   2,   "c3"],
    ["mbconv",   6,   3,   80,   3,   2],
    ["mbconv",   6,   5,   112,  3,   1,   "c4"],
    ["mbconv",   6,   5,   192,  4,   2],
    ["mbconv",   6,   3,   320,  "1", 1,   "c5"],
    ["conv",     "-", 1,   "1280"],
    ["avgpool"],
    ["dense",    "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/efficientnetv2_b.json", names: ["efficientnetv2_b", "efficientnetv2_b0", "efficientnetv2_b1", "efficientnetv2_b2", "efficientnetv2_b3"], text: ###"""
{ "name": "efficientnetv2_b", "title": "EfficientNetV2 B0-B3", "source": "arXiv:2104.00298, released code",
  "note": "Widths are rounded to the nearest multiple of 8, without the 90 % rule of EfficientNet.",
  "let": { "width": 1.0, "depth": 1.0, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",           "width", "depth", "resolution"],
    ["efficientnetv2_b0", 1.0,     1.0,     224],
    ["efficientnetv2_b1", 1.0,     1.1,     240],
    ["efficientnetv2_b2", 1.1,     1.2,     260],
    ["efficientnetv2_b3", 1.2,     1.4,     300] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "nearest8(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch", "act": "swish", "r": "1 / 4" },
  "body": [
    ["operator",     "t", "k", "c", "n", "s"],
    ["conv",         "-", 3,   32,  1,   2],
    ["fused_mbconv", 1,   3,   16,  1,   1],
    ["fused_mbconv", 4,   3,   32,  2,   2],
    ["fused_mbconv", 4,   3,   48,  2,   2],
    ["mbconv",       4,   3,   96,  3,   2],
    ["mbconv",       6,   3,   112, 5,   1],
    ["mbconv",       6,   3,   192, 8,   2],
    ["conv",         "-", 1,   1280],
    ["avgpool"],
    ["dense",        "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/efficientnetv2_l.json", names: ["efficientnetv2_l", "efficientnet_v2_l"], text: ###"""
{ "name": "efficientnetv2_l", "title": "EfficientNetV2-L", "source": "arXiv:2104.00298, released code",
  "note": "Trained at 384, evaluated at 480. The paper does not print its layers.",
  "let": { "width": 1.0, "depth": 1.0, "resolution": 480, "classes": 1000 },
  "variants": [
    ["variant"],
    ["efficientnet_v2_l"] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "nearest8(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch", "act": "swish", "r": "1 / 4" },
  "body": [
    ["operator",     "t", "k", "c", "n", "s"],
    ["conv",         "-", 3,   32,  1,   2],
    ["fused_mbconv", 1,   3,   32,  4,   1],
    ["fused_mbconv", 4,   3,   64,  7,   2],
    ["fused_mbconv", 4,   3,   96,  7,   2],
    ["mbconv",       4,   3,   192, 10,  2],
    ["mbconv",       6,   3,   224, 19,  1],
    ["mbconv",       6,   3,   384, 25,  2],
    ["mbconv",       6,   3,   640, 7,   1],
    ["conv",         "-", 1,   1280],
    ["avgpool"],
    ["dense",        "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/efficientnetv2_m.json", names: ["efficientnetv2_m", "efficientnet_v2_m"], text: ###"""
{ "name": "efficientnetv2_m", "title": "EfficientNetV2-M", "source": "arXiv:2104.00298, released code",
  "note": "Trained at 384, evaluated at 480. The paper does not print its layers.",
  "let": { "width": 1.0, "depth": 1.0, "resolution": 480, "classes": 1000 },
  "variants": [
    ["variant"],
    ["efficientnet_v2_m"] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "nearest8(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch", "act": "swish", "r": "1 / 4" },
  "body": [
    ["operator",     "t", "k", "c", "n", "s"],
    ["conv",         "-", 3,   24,  1,   2],
    ["fused_mbconv", 1,   3,   24,  3,   1],
    ["fused_mbconv", 4,   3,   48,  5,   2],
    ["fused_mbconv", 4,   3,   80,  5,   2],
    ["mbconv",       4,   3,   160, 7,   2],
    ["mbconv",       6,   3,   176, 14,  1],
    ["mbconv",       6,   3,   304, 18,  2],
    ["mbconv",       6,   3,   512, 5,   1],
    ["conv",         "-", 1,   1280],
    ["avgpool"],
    ["dense",        "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/efficientnetv2_s.json", names: ["efficientnetv2_s", "efficientnet_v2_s"], text: ###"""
{ "name": "efficientnetv2_s", "title": "EfficientNetV2-S", "source": "arXiv:2104.00298, Table 4; released code",
  "note": "Trained at 300, evaluated at 384. Early versions of the paper print 272 channels instead of the code's 256.",
  "let": { "width": 1.0, "depth": 1.0, "resolution": 384, "classes": 1000 },
  "variants": [
    ["variant"],
    ["efficientnet_v2_s"] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "nearest8(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch", "act": "swish", "r": "1 / 4" },
  "body": [
    ["operator",     "t", "k", "c", "n", "s"],
    ["conv",         "-", 3,   24,  1,   2],
    ["fused_mbconv", 1,   3,   24,  2,   1],
    ["fused_mbconv", 4,   3,   48,  4,   2],
    ["fused_mbconv", 4,   3,   64,  4,   2],
    ["mbconv",       4,   3,   128, 6,   2],
    ["mbconv",       6,   3,   160, 9,   1],
    ["mbconv",       6,   3,   256, 15,  2],
    ["conv",         "-", 1,   1280],
    ["avgpool"],
    ["dense",        "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/googlenet.json", names: ["googlenet", "inception_v1", "googlenet_torchvision"], text: ###"""
{ "name": "googlenet", "title": "GoogLeNet", "source": "arXiv:1409.4842, Table 1",
  "note": [
    "The auxiliary classifiers, which only help training, are left out. torchvision has a 3x3 instead of the paper's 5x5,",
    "a bug that it keeps for the sake of its trained weights, and batch norm, which the paper does not have."],
  "let": { "k5": 5, "norm": "none", "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",               "k5", "norm"],
    ["inception_v1",          "-",  "-"],
    ["googlenet_torchvision", 3,    "batch"] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "norm", "act": "relu" },
  "blocks": {
    "inception": { "let": ["c1", "r3", "c3", "r5", "c5", "proj"], "body": [
      ["name", "operator", "from", "k",  "c"],
      ["a",    "conv",     "in",   1,    "c1"],
      ["-",    "conv",     "in",   1,    "r3"],
      ["b",    "conv",     "-",    3,    "c3"],
      ["-",    "conv",     "in",   1,    "r5"],
      ["c",    "conv",     "-",    "k5", "c5"],
      ["-",    "maxpool",  "in",   3],
      ["d",    "conv",     "-",    1,    "proj"],
      ["-",    "concat",   ["a", "b", "c", "d"]] ] } },
  "body": [
    ["operator", "k", "c", "s"],
    ["conv",     7,   64,  2],
    ["maxpool",  3,   "-", 2],
    ["conv",     1,   64],
    ["conv",     3,   192],
    ["maxpool",  3,   "-", 2],
    ["operator",  "c1", "r3", "c3", "r5", "c5", "proj", "k", "s"],
    ["inception", 64,   96,   128,  16,   32,   32],
    ["inception", 128,  128,  192,  32,   96,   64],
    ["maxpool",   "-",  "-",  "-",  "-",  "-",  "-",    3,   2],
    ["inception", 192,  96,   208,  16,   48,   64],
    ["inception", 160,  112,  224,  24,   64,   64],
    ["inception", 128,  128,  256,  24,   64,   64],
    ["inception", 112,  144,  288,  32,   64,   64],
    ["inception", 256,  160,  320,  32,   128,  128],
    ["maxpool",   "-",  "-",  "-",  "-",  "-",  "-",    2,   2],
    ["inception", 256,  160,  320,  32,   128,  128],
    ["inception", 384,  192,  384,  48,   128,  128],
    ["operator", "c"],
    ["avgpool"],
    ["dense",    "classes"] ] }

"""###),
    File(path: "architectures/grouped.json", names: ["grouped"], text: ###"""
{ "name": "grouped", "title": "Grouped convolution",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1, "groups": 2 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "input": ["size", "size", "in"],
  "body": [
    ["operator", "c",   "s",      "k",      "g"],
    ["grouped",  "out", "stride", "kernel", "groups"] ] }

"""###),
    File(path: "architectures/inception_v3.json", names: ["inception_v3"], text: ###"""
{ "name": "inception_v3", "title": "Inception V3",
  "source": "arXiv:1512.00567, Table 1 and Figures 5-7, 10; released code",
  "note": [
    "The stem, widths and map-halving modules are from the released code; Table 1 is only an outline. Padding",
    "is 0 unless the paper says padded. The auxiliary classifier, which only helps training, is left out."],
  "let": { "resolution": 299, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch", "act": "relu" },
  "blocks": {
    "figure5": { "let": ["pool"], "body": [
      ["name", "operator", "from", "k", "c",    "called"],
      ["a",    "conv",     "in",   1,   64],
      ["-",    "conv",     "in",   1,   48],
      ["b",    "conv",     "-",    5,   64],
      ["-",    "conv",     "in",   1,   64],
      ["-",    "conv",     "-",    3,   96],
      ["c",    "conv",     "-",    3,   96],
      ["-",    "avgpool",  "in",   3,   "-",    "function"],
      ["d",    "conv",     "-",    1,   "pool"],
      ["-",    "concat",   ["a", "b", "c", "d"]] ] },
    "reduce1": { "body": [
      ["name", "operator", "from", "k", "c", "s", "p"],
      ["a",    "conv",     "in",   3,   384, 2,   0],
      ["-",    "conv",     "in",   1,   64],
      ["-",    "conv",     "-",    3,   96],
      ["b",    "conv",     "-",    3,   96,  2,   0],
      ["c",    "maxpool",  "in",   3,   "-", 2,   0],
      ["-",    "concat",   ["a", "b", "c"]] ] },
    "figure6": { "let": ["c7"], "body": [
      ["name", "operator", "from", "k",   "c",  "called"],
      ["a",    "conv",     "in",   1,     192],
      ["-",    "conv",     "in",   1,     "c7"],
      ["-",    "conv",     "-",    "1x7", "c7"],
      ["b",    "conv",     "-",    "7x1", 192],
      ["-",    "conv",     "in",   1,     "c7"],
      ["-",    "conv",     "-",    "7x1", "c7"],
      ["-",    "conv",     "-",    "1x7", "c7"],
      ["-",    "conv",     "-",    "7x1", "c7"],
      ["c",    "conv",     "-",    "1x7", 192],
      ["-",    "avgpool",  "in",   3,     "-",  "function"],
      ["d",    "conv",     "-",    1,     192],
      ["-",    "concat",   ["a", "b", "c", "d"]] ] },
    "reduce2": { "body": [
      ["name", "operator", "from", "k",   "c", "s", "p"],
      ["-",    "conv",     "in",   1,     192],
      ["a",    "conv",     "-",    3,     320, 2,   0],
      ["-",    "conv",     "in",   1,     192],
      ["-",    "conv",     "-",    "1x7", 192],
      ["-",    "conv",     "-",    "7x1", 192],
      ["b",    "conv",     "-",    3,     192, 2,   0],
      ["c",    "maxpool",  "in",   3,     "-", 2,   0],
      ["-",    "concat",   ["a", "b", "c"]] ] },
    "figure7": { "body": [
      ["name", "operator", "from", "k",   "c",                "called"],
      ["a",    "conv",     "in",   1,     320],
      ["b",    "conv",     "in",   1,     384],
      ["b1",   "conv",     "b",    "1x3", 384],
      ["b2",   "conv",     "b",    "3x1", 384],
      ["-",    "conv",     "in",   1,     448],
      ["c",    "conv",     "-",    3,     384],
      ["c1",   "conv",     "c",    "1x3", 384],
      ["c2",   "conv",     "c",    "3x1", 384],
      ["-",    "avgpool",  "in",   3,     "-",                "function"],
      ["d",    "conv",     "-",    1,     192],
      ["-",    "concat",   ["a", "b1", "b2", "c1", "c2", "d"]] ] } },
  "body": [
    ["operator", "k", "c", "s", "p"],
    ["conv",     3,   32,  2,   0],
    ["conv",     3,   32,  1,   0],
    ["conv",     3,   64],
    ["maxpool",  3,   "-", 2,   0],
    ["conv",     1,   80],
    ["conv",     3,   192, 1,   0],
    ["maxpool",  3,   "-", 2,   0],
    ["operator", "n", "pool", "c7"],
    ["figure5",  1,   32],
    ["figure5",  2,   64],
    ["reduce1",  1],
    ["figure6",  1,   "-",    128],
    ["figure6",  2,   "-",    160],
    ["figure6",  1,   "-",    192],
    ["reduce2",  1],
    ["figure7",  2],
    ["operator", "c"],
    ["avgpool"],
    ["dense",    "classes"] ] }

"""###),
    File(path: "architectures/inverted_residual.json", names: ["inverted_residual"], text: ###"""
{ "name": "inverted_residual", "title": "Inverted residual",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1, "expansion": 6 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "input": ["size", "size", "in"],
  "body": [
    ["operator",          "c",   "s",      "k",      "t"],
    ["inverted_residual", "out", "stride", "kernel", "expansion"] ] }

"""###),
    File(path: "architectures/mcunet.json", names: ["mcunet", "mcunet_in0", "mcunet_in1", "mcunet_in2", "mcunet_in3", "mcunet_in4", "mcunet_vww0", "mcunet_vww1", "mcunet_vww2", "mbv2_w0_35", "proxyless_w0_3"], text: ###"""
{ "name": "mcunet", "title": "MCUNet",
  "source": "arXiv:2007.10319 and its released networks: mit-han-lab/tinyml, mcunet/assets/configs at e899b1be; those of visual wake words from the same release",
  "note": "Found by TinyNAS for the memory of microcontrollers: in0 to in4 for ImageNet, vww0 to vww2 for visual wake words. mbv2 and proxyless are its baselines, MobileNet V2 x0.35 and ProxylessNAS x0.3, which do not keep 1280 channels at the end.",
  "let": { "net": "in3", "stem": 16, "resolution": 176, "classes": 1000 },
  "variants": [
    ["variant",         "net",       "stem", "resolution", "classes"],
    ["mcunet_in0",      "in0",       24,     48],
    ["mcunet_in1",      "in1",       16,     96],
    ["mcunet_in2",      "in2",       16,     160],
    ["mcunet_in3",      "in3",       16,     176],
    ["mcunet_in4",      "in4",       32,     160],
    ["mcunet_vww0",     "vww0",      16,     64,           2],
    ["mcunet_vww1",     "vww1",      16,     80,           2],
    ["mcunet_vww2",     "vww2",      16,     144,          2],
    ["mbv2_w0_35",      "mbv2",      16,     144],
    ["proxyless_w0_3",  "proxyless", 16,     176] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch", "act": "relu6" },
  "blocks": {
    "in0": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   16,  1,   1],
      ["mbconv",   4,   5,   16,  1,   2],
      ["mbconv",   3,   3,   16,  1,   1],
      ["mbconv",   4,   3,   16,  1,   1],
      ["mbconv",   5,   7,   24,  1,   2],
      ["mbconv",   4,   5,   24,  1,   1],
      ["mbconv",   5,   5,   24,  1,   1],
      ["mbconv",   5,   7,   48,  1,   2],
      ["mbconv",   4,   5,   48,  1,   1],
      ["mbconv",   5,   3,   56,  1,   1],
      ["mbconv",   4,   5,   56,  1,   1],
      ["mbconv",   5,   3,   56,  1,   1],
      ["mbconv",   6,   3,   112, 1,   2],
      ["mbconv",   4,   5,   112, 1,   1],
      ["mbconv",   6,   3,   192, 1,   1] ] },
    "in1": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   4,   3,   16,  1,   2],
      ["mbconv",   3,   3,   16,  1,   1],
      ["mbconv",   3,   7,   24,  1,   2],
      ["mbconv",   5,   3,   24,  1,   1],
      ["mbconv",   5,   3,   40,  1,   2],
      ["mbconv",   4,   7,   40,  1,   1],
      ["mbconv",   4,   5,   48,  1,   1],
      ["mbconv",   3,   3,   48,  1,   1],
      ["mbconv",   4,   3,   48,  1,   1],
      ["mbconv",   5,   7,   96,  1,   2],
      ["mbconv",   4,   5,   96,  2,   1],
      ["mbconv",   6,   3,   160, 1,   1] ] },
    "in2": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   3,   5,   16,  1,   2],
      ["mbconv",   6,   7,   16,  1,   1],
      ["mbconv",   5,   3,   16,  1,   1],
      ["mbconv",   5,   5,   16,  1,   1],
      ["mbconv",   5,   3,   24,  1,   2],
      ["mbconv",   6,   7,   24,  1,   1],
      ["mbconv",   6,   5,   24,  1,   1],
      ["mbconv",   4,   7,   40,  1,   2],
      ["mbconv",   5,   5,   40,  1,   1],
      ["mbconv",   5,   3,   48,  1,   1],
      ["mbconv",   5,   5,   48,  1,   1],
      ["mbconv",   4,   3,   48,  1,   1],
      ["mbconv",   6,   5,   96,  1,   2],
      ["mbconv",   4,   5,   96,  1,   1],
      ["mbconv",   3,   5,   96,  1,   1],
      ["mbconv",   4,   3,   96,  1,   1],
      ["mbconv",   5,   5,   160, 1,   1] ] },
    "in3": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   3,   7,   16,  1,   2],
      ["mbconv",   5,   3,   16,  1,   1],
      ["mbconv",   5,   7,   16,  1,   1],
      ["mbconv",   4,   5,   16,  1,   1],
      ["mbconv",   5,   5,   24,  3,   2],
      ["mbconv",   5,   3,   40,  1,   2],
      ["mbconv",   6,   7,   40,  1,   1],
      ["mbconv",   4,   5,   40,  1,   1],
      ["mbconv",   5,   5,   48,  1,   1],
      ["mbconv",   5,   7,   48,  1,   1],
      ["mbconv",   5,   3,   48,  1,   1],
      ["mbconv",   6,   3,   96,  1,   2],
      ["mbconv",   5,   7,   96,  1,   1],
      ["mbconv",   4,   3,   96,  1,   1],
      ["mbconv",   5,   7,   160, 1,   1] ] },
    "in4": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   16,  1,   1],
      ["mbconv",   3,   7,   24,  1,   2],
      ["mbconv",   5,   3,   24,  1,   1],
      ["mbconv",   4,   5,   24,  1,   1],
      ["mbconv",   5,   7,   40,  1,   2],
      ["mbconv",   4,   3,   40,  1,   1],
      ["mbconv",   4,   7,   40,  1,   1],
      ["mbconv",   3,   7,   80,  1,   2],
      ["mbconv",   3,   3,   80,  1,   1],
      ["mbconv",   3,   7,   80,  1,   1],
      ["mbconv",   4,   3,   96,  1,   1],
      ["mbconv",   3,   5,   96,  2,   1],
      ["mbconv",   4,   7,   192, 1,   2],
      ["mbconv",   3,   7,   192, 1,   1],
      ["mbconv",   3,   5,   192, 1,   1],
      ["mbconv",   4,   5,   320, 1,   1] ] },
    "vww0": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   6,   5,   16,  1,   2],
      ["mbconv",   4,   3,   16,  1,   1],
      ["mbconv",   5,   3,   24,  1,   2],
      ["mbconv",   4,   3,   24,  2,   1],
      ["mbconv",   5,   3,   40,  1,   2],
      ["mbconv",   4,   3,   40,  1,   1],
      ["mbconv",   3,   7,   40,  1,   1],
      ["mbconv",   3,   3,   48,  1,   1],
      ["mbconv",   4,   3,   48,  1,   1],
      ["mbconv",   5,   7,   96,  1,   2],
      ["mbconv",   5,   5,   96,  1,   1],
      ["mbconv",   4,   7,   160, 1,   1] ] },
    "vww1": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   6,   3,   16,  1,   2],
      ["mbconv",   3,   3,   16,  2,   1],
      ["mbconv",   3,   7,   24,  1,   2],
      ["mbconv",   6,   3,   24,  1,   1],
      ["mbconv",   5,   5,   24,  1,   1],
      ["mbconv",   6,   7,   40,  2,   2],
      ["mbconv",   6,   3,   48,  1,   1],
      ["mbconv",   4,   3,   48,  1,   1],
      ["mbconv",   5,   5,   96,  1,   2],
      ["mbconv",   5,   3,   96,  1,   1],
      ["mbconv",   4,   3,   96,  1,   1],
      ["mbconv",   3,   7,   160, 1,   1] ] },
    "vww2": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   3,   3,   16,  1,   2],
      ["mbconv",   5,   3,   16,  1,   1],
      ["mbconv",   6,   5,   16,  1,   1],
      ["mbconv",   3,   3,   16,  1,   1],
      ["mbconv",   5,   7,   24,  1,   2],
      ["mbconv",   4,   5,   24,  1,   1],
      ["mbconv",   4,   3,   24,  1,   1],
      ["mbconv",   6,   7,   24,  1,   1],
      ["mbconv",   6,   3,   40,  1,   2],
      ["mbconv",   6,   7,   40,  1,   1],
      ["mbconv",   4,   5,   40,  1,   1],
      ["mbconv",   5,   3,   40,  1,   1],
      ["mbconv",   5,   5,   48,  1,   1],
      ["mbconv",   3,   5,   48,  1,   1],
      ["mbconv",   4,   3,   48,  1,   1],
      ["mbconv",   3,   5,   48,  1,   1],
      ["mbconv",   4,   3,   96,  1,   2],
      ["mbconv",   5,   5,   96,  1,   1],
      ["mbconv",   4,   5,   96,  1,   1],
      ["mbconv",   4,   3,   96,  1,   1],
      ["mbconv",   5,   3,   160, 1,   1] ] },
    "mbv2": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   6,   3,   8,   2,   2],
      ["mbconv",   6,   3,   16,  3,   2],
      ["mbconv",   6,   3,   24,  4,   2],
      ["mbconv",   6,   3,   32,  3,   1],
      ["mbconv",   6,   3,   56,  3,   2],
      ["mbconv",   6,   3,   112, 1,   1],
      ["conv",     "-", 1,   448] ] },
    "proxyless": { "body": [
      ["operator", "t", "k", "c", "n", "s"],
      ["mbconv",   1,   3,   8,   1,   1],
      ["mbconv",   3,   5,   16,  1,   2],
      ["mbconv",   3,   3,   16,  1,   1],
      ["mbconv",   3,   7,   16,  1,   2],
      ["mbconv",   3,   3,   16,  1,   1],
      ["mbconv",   3,   5,   16,  2,   1],
      ["mbconv",   6,   7,   24,  1,   2],
      ["mbconv",   3,   5,   24,  3,   1],
      ["mbconv",   6,   5,   32,  1,   1],
      ["mbconv",   3,   5,   32,  3,   1],
      ["mbconv",   6,   7,   64,  2,   2],
      ["mbconv",   3,   7,   64,  2,   1],
      ["mbconv",   6,   7,   96,  1,   1],
      ["conv",     "-", 1,   384] ] } },
  "body": [
    ["operator", "k", "c",    "s"],
    ["conv",     3,   "stem", 2],
    ["net"],
    ["operator", "c"],
    ["avgpool"],
    ["dense",    "classes"] ] }

"""###),
    File(path: "architectures/mnasnet_a1.json", names: ["mnasnet_a1", "semnasnet_100"], text: ###"""
{ "name": "mnasnet_a1", "title": "MnasNet-A1", "source": "arXiv:1807.11626, Figure 7",
  "note": [
    "The head has 1280 channels at every width. The squeeze is a quarter of the block's input, not of its",
    "expansion. The paper only measures A2 and A3, and does not give their layers."],
  "let": { "width": 1.0, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.4, 1.0, 0.75, 0.5, 0.35], "resolution": [224, 192, 160, 128, 96] },
  "variants": [
    ["variant"],
    ["semnasnet_100"] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)" },
  "defaults": { "norm": "batch", "act": "relu" },
  "body": [
    ["operator", "t", "k", "c", "n", "s", "r"],
    ["conv",     "-", 3,   32,  1,   2],
    ["mbconv",   1,   3,   16,  1,   1],
    ["mbconv",   6,   3,   24,  2,   2],
    ["mbconv",   3,   5,   40,  3,   2,   "1 / 4"],
    ["mbconv",   6,   3,   80,  4,   2],
    ["mbconv",   6,   3,   112, 2,   1,   "1 / 4"],
    ["mbconv",   6,   5,   160, 3,   2,   "1 / 4"],
    ["mbconv",   6,   3,   320, 1,   1],
    ["conv",     "-", 1,   "1280"],
    ["operator", "called", "c"],
    ["avgpool",  "fixed"],
    ["dense",    "-",      "classes"] ] }

"""###),
    File(path: "architectures/mnasnet_b1.json", names: ["mnasnet_b1", "mnasnet_100", "mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3"], text: ###"""
{ "name": "mnasnet_b1", "title": "MnasNet-B1", "source": "arXiv:1807.11626, released code",
  "note": "Without squeezes. This, not A1, is the mnasnet of torchvision and of timm, where A1 is called semnasnet.",
  "let": { "width": 1.0, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.3, 1.0, 0.75, 0.5], "resolution": [224, 192, 160, 128, 96] },
  "variants": [
    ["variant",     "width"],
    ["mnasnet_100", 1.0],
    ["mnasnet0_5",  0.5],
    ["mnasnet0_75", 0.75],
    ["mnasnet1_0",  1.0],
    ["mnasnet1_3",  1.3] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)" },
  "defaults": { "norm": "batch", "act": "relu" },
  "body": [
    ["operator", "t", "k", "c", "n", "s"],
    ["conv",     "-", 3,   32,  1,   2],
    ["mbconv",   1,   3,   16,  1,   1],
    ["mbconv",   3,   3,   24,  3,   2],
    ["mbconv",   3,   5,   40,  3,   2],
    ["mbconv",   6,   5,   80,  3,   2],
    ["mbconv",   6,   3,   96,  2,   1],
    ["mbconv",   6,   5,   192, 4,   2],
    ["mbconv",   6,   3,   320, 1,   1],
    ["conv",     "-", 1,   "1280"],
    ["operator", "called", "c"],
    ["avgpool",  "mean"],
    ["dense",    "-",      "classes"] ] }

"""###),
    File(path: "architectures/mnasnet_small.json", names: ["mnasnet_small"], text: ###"""
{ "name": "mnasnet_small", "title": "MnasNet small", "source": "arXiv:1807.11626, released code",
  "note": [
    "Only in the released code. The head, with most of the parameters, has 1280 channels at every width."],
  "let": { "width": 1.0, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.4, 1.0, 0.75, 0.5, 0.35], "resolution": [224, 192, 160, 128, 96] },
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)" },
  "defaults": { "norm": "batch", "act": "relu" },
  "body": [
    ["operator", "t", "k", "c", "n", "s", "r"],
    ["conv",     "-", 3,   8,   1,   2],
    ["mbconv",   1,   3,   8,   1,   1],
    ["mbconv",   3,   3,   16,  1,   2],
    ["mbconv",   6,   3,   16,  2,   2],
    ["mbconv",   6,   5,   32,  4,   2,   "1 / 4"],
    ["mbconv",   6,   3,   32,  3,   1,   "1 / 4"],
    ["mbconv",   6,   5,   88,  3,   2,   "1 / 4"],
    ["mbconv",   6,   3,   144, 1,   1],
    ["conv",     "-", 1,   "1280"],
    ["operator", "called", "c"],
    ["avgpool",  "fixed"],
    ["dense",    "-",      "classes"] ] }

"""###),
    File(path: "architectures/mnasnet_space.json", names: ["mnasnet_space"], text: ###"""
{ "name": "mnasnet_space", "title": "MnasNet's search space", "source": "arXiv:1807.11626, section 4.1 and Figure 4",
  "note": [
    "For each block: ConvOp, KernelSize, SERatio r, SkipOp; then its filters c, which are 1, 0.75 and 1.25 times those of",
    "MobileNetV2, and its layers n: as many, one fewer and one more. The default is exactly mobilenet_v2.",
    "mbconv counts twice, with the expansions 3 and 6 of Figure 7; then 4 * 2 * 2 * 3 * 3 * 3 is the 432 that the",
    "paper calls typical, and blocks 2 to 6, with 3 layers on average, are its B = 5 and N = 3: 432^5, or",
    "15,045,919,506,432. Blocks 1 and 7 have one layer in MobileNetV2 and never zero, so 288 choices each: in total",
    "432^5 * 288^2, or 1,247,968,747,541,495,808.",
    "mnasnet_a1 and mnasnet_b1 are not in it because of one width each: A1's block 5 has 112 filters, 7/6 of 96, and B1's",
    "block 6 has 192, 6/5 of 160. All of their other values are listed.",
    "The paper does not specify: mbconv's expansions; the kind of pooling (here an average over the layer's kernel, at",
    "its stride) and how it joins (added, like the identity, if the channels are equal); where a conv has its squeeze",
    "(after it; a dconv has it after its depthwise part, like mbconv); whether filters are rounded (no, all are whole);",
    "and the stem, strides and head (MobileNetV2's). A dconv is the SepConv of Figure 7."],
  "let": {
    "op1": ["dconv", "mbconv3", "mbconv6", "conv"], "k1": [3, 5], "r1": ["0", 0.25], "skip1": ["identity", "pool", "none"],
    "op2": ["mbconv6", "mbconv3", "dconv", "conv"], "k2": [3, 5], "r2": ["0", 0.25], "skip2": ["identity", "pool", "none"],
    "op3": ["mbconv6", "mbconv3", "dconv", "conv"], "k3": [3, 5], "r3": ["0", 0.25], "skip3": ["identity", "pool", "none"],
    "op4": ["mbconv6", "mbconv3", "dconv", "conv"], "k4": [3, 5], "r4": ["0", 0.25], "skip4": ["identity", "pool", "none"],
    "op5": ["mbconv6", "mbconv3", "dconv", "conv"], "k5": [3, 5], "r5": ["0", 0.25], "skip5": ["identity", "pool", "none"],
    "op6": ["mbconv6", "mbconv3", "dconv", "conv"], "k6": [3, 5], "r6": ["0", 0.25], "skip6": ["identity", "pool", "none"],
    "op7": ["mbconv6", "mbconv3", "dconv", "conv"], "k7": [3, 5], "r7": ["0", 0.25], "skip7": ["identity", "pool", "none"],
    "c1": [16, 12, 20],    "n1": [1, 2],
    "c2": [24, 18, 30],    "n2": [2, 1, 3],
    "c3": [32, 24, 40],    "n3": [3, 2, 4],
    "c4": [64, 48, 80],    "n4": [4, 3, 5],
    "c5": [96, 72, 120],   "n5": [3, 2, 4],
    "c6": [160, 120, 200], "n6": [3, 2, 4],
    "c7": [320, 240, 400], "n7": [1, 2],
    "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch", "act": "relu" },
  "blocks": {
    "layer": {
      "let": ["op", "k", "r", "skip", "c", "s", "t = if(op == mbconv6, 6, if(op == mbconv3, 3, 1))",
              "joins = in == c and (skip == pool or skip == identity and s == 1)"],
      "body": [
        ["name", "operator",  "from",           "k", "c",      "s", "act",  "r",             "if"],
        ["-",    "conv",      "-",              "k", "c",      "s", "-",    "-",             "op == conv"],
        ["-",    "conv",      "-",              1,   "in * t", 1,   "-",    "-",             "t > 1"],
        ["-",    "depthwise", "-",              "k", "-",      "s", "-",    "-",             "op != conv"],
        ["-",    "squeeze",   "-",              "-", "-",      "-", "-",    "floor(in * r)", "r > 0"],
        ["main", "conv",      "-",              1,   "c",      1,   "none", "-",             "op != conv"],
        ["path", "avgpool",   "in",             "k", "-",      "s", "-",    "-",             "joins and skip == pool"],
        ["-",    "add",       ["main", "path"], "-", "-",      "-", "-",    "-",             "joins"] ] } },
  "body": [
    ["operator", "op",  "k",  "r",  "skip",  "c",  "n",  "s"],
    ["conv",     "-",   3,    "-",  "-",     32,   1,    2],
    ["layer",    "op1", "k1", "r1", "skip1", "c1", "n1", 1],
    ["layer",    "op2", "k2", "r2", "skip2", "c2", "n2", 2],
    ["layer",    "op3", "k3", "r3", "skip3", "c3", "n3", 2],
    ["layer",    "op4", "k4", "r4", "skip4", "c4", "n4", 2],
    ["layer",    "op5", "k5", "r5", "skip5", "c5", "n5", 1],
    ["layer",    "op6", "k6", "r6", "skip6", "c6", "n6", 2],
    ["layer",    "op7", "k7", "r7", "skip7", "c7", "n7", 1],
    ["conv",     "-",   1,    "-",  "-",     1280],
    ["avgpool"],
    ["dense",    "-",   "-",  "-",  "-",     "classes"] ] }

"""###),
    File(path: "architectures/mobilenet_v1.json", names: ["mobilenet_v1"], text: ###"""
{ "name": "mobilenet_v1", "title": "MobileNet V1", "source": "arXiv:1704.04861, Table 1; se: arXiv:1709.01507, Table 3",
  "note": "The paper prints stride 2 for the last depthwise convolution, but its own output sizes and MACs need 1.",
  "let": { "width": 1.0, "depth": 1.0, "se": false, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.0, 0.75, 0.5, 0.25], "resolution": [224, 192, 160, 128] },
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "atLeast(floor(c * width), 8)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch", "act": "relu" },
  "blocks": {
    "separable": { "let": ["c", "s"], "body": [
      ["operator",  "k", "c", "s", "r",            "if"],
      ["depthwise", 3,   "-", "s"],
      ["conv",      1,   "c"],
      ["squeeze",   "-", "-", "-", "ceil(c / 16)", "se"] ] } },
  "body": [
    ["operator",  "k", "c",  "n", "s"],
    ["conv",      3,   32,   1,   2],
    ["separable", "-", 64,   1,   1],
    ["separable", "-", 128,  2,   2],
    ["separable", "-", 256,  2,   2],
    ["separable", "-", 512,  6,   2],
    ["separable", "-", 1024, 2,   2],
    ["operator", "called", "c"],
    ["avgpool",  "fixed"],
    ["dense",    "-",      "classes"] ] }

"""###),
    File(path: "architectures/mobilenet_v2.json", names: ["mobilenet_v2"], text: ###"""
{ "name": "mobilenet_v2", "title": "MobileNet V2", "source": "arXiv:1801.04381, Table 2",
  "let": { "width": 1.0, "depth": 1.0, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.4, 1.3, 1.0, 0.75, 0.5, 0.35], "resolution": [224, 192, 160, 128, 96] },
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "batch" },
  "blocks": {
    "bottleneck": { "let": ["t", "c", "s"], "body": [
      ["name",   "operator",  "from", "k", "c",      "s", "act",   "if"],
      ["expand", "conv",      "-",    1,   "in * t", 1,   "relu6", "t > 1"],
      ["-",      "depthwise", "-",    3,   "-",      "s", "relu6"],
      ["-",      "conv",      "-",    1,   "c"],
      ["-",      "add",       "in",   "-", "-",      "-", "-",     "s == 1 and in == c"] ] } },
  "body": [
    ["operator",   "k", "t", "c",                      "n", "s", "act",   "name"],
    ["conv",       3,   "-", 32,                       1,   2,   "relu6"],
    ["bottleneck", "-", 1,   16,                       1,   1],
    ["bottleneck", "-", 6,   24,                       2,   2],
    ["bottleneck", "-", 6,   32,                       3,   2],
    ["bottleneck", "-", 6,   64,                       4,   2],
    ["bottleneck", "-", 6,   96,                       3,   1],
    ["bottleneck", "-", 6,   160,                      3,   2,   "-",     "c4"],
    ["bottleneck", "-", 6,   320,                      1,   1],
    ["conv",       1,   "-", "max(1280, scale(1280))", 1,   1,   "relu6", "c5"],
    ["operator", "called",   "c"],
    ["avgpool",  "function"],
    ["dense",    "-",        "classes"] ] }

"""###),
    File(path: "architectures/mobilenet_v3_large.json", names: ["mobilenet_v3_large", "mobilenet_v3_large_minimal", "mobilenet_v3_large_reduced"], text: ###"""
{ "name": "mobilenet_v3_large", "title": "MobileNet V3 Large",
  "source": "arXiv:1905.02244, Table 1; minimal: released code",
  "let": { "HS": "hswish", "SE": true, "k5": 5, "tail": 1, "width": 1.0, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.25, 1.0, 0.75, 0.5, 0.35], "resolution": [224, 192, 160, 128, 96] },
  "variants": [
    ["variant",                    "HS",   "SE",  "k5", "tail"],
    ["mobilenet_v3_large_minimal", "relu", false, 3],
    ["mobilenet_v3_large_reduced", "-",    "-",   "-",  2] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)" },
  "defaults": { "norm": "batch" },
  "body": [
    ["operator", "k",  "t", "c",                 "act",  "s", "n", "se", "name"],
    ["conv",     3,    "-", 16,                  "HS",   2],
    ["bneck",    3,    1,   16,                  "relu", 1],
    ["bneck",    3,    4,   24,                  "relu", 2],
    ["bneck",    3,    3,   24,                  "relu", 1],
    ["bneck",    "k5", 3,   40,                  "relu", 2,   3,   "SE"],
    ["bneck",    3,    6,   80,                  "HS",   2],
    ["bneck",    3,    2.5, 80,                  "HS",   1],
    ["bneck",    3,    2.3, 80,                  "HS",   1,   2],
    ["bneck",    3,    6,   112,                 "HS",   1,   2,   "SE"],
    ["bneck",    "k5", 6,   "scale(160 / tail)", "HS",   2,   3,   "SE", "c4"],
    ["conv",     1,    "-", "scale(960 / tail)", "HS",   1,   1,   "-",  "c5"],
    ["avgpool"],
    ["dense",    "-",  "-", "1280 / tail",       "HS"],
    ["dense",    "-",  "-", "classes"] ] }

"""###),
    File(path: "architectures/mobilenet_v3_small.json", names: ["mobilenet_v3_small", "mobilenet_v3_small_minimal"], text: ###"""
{ "name": "mobilenet_v3_small", "title": "MobileNet V3 Small",
  "source": "arXiv:1905.02244, Table 2; minimal: released code",
  "let": { "HS": "hswish", "SE": true, "k5": 5, "head": 1024, "width": 1.0, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.25, 1.0, 0.75, 0.5, 0.35], "resolution": [224, 192, 160, 128, 96] },
  "variants": [
    ["variant",                    "HS",   "SE",  "k5"],
    ["mobilenet_v3_small_minimal", "relu", false, 3] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "round8(c * width)" },
  "defaults": { "norm": "batch" },
  "body": [
    ["operator", "k",  "t",       "c",                  "act",  "s", "n", "se"],
    ["conv",     3,    "-",       "max(16, scale(16))", "HS",   2],
    ["bneck",    3,    1,         16,                   "relu", 2,   1,   "SE"],
    ["bneck",    3,    "72 / 16", 24,                   "relu", 2],
    ["bneck",    3,    "88 / 24", 24,                   "relu", 1],
    ["bneck",    "k5", 4,         40,                   "HS",   2,   1,   "SE"],
    ["bneck",    "k5", 6,         40,                   "HS",   1,   2,   "SE"],
    ["bneck",    "k5", 3,         48,                   "HS",   1,   2,   "SE"],
    ["bneck",    "k5", 6,         96,                   "HS",   2,   3,   "SE"],
    ["conv",     1,    "-",       576,                  "HS",   1],
    ["avgpool"],
    ["dense",    "-",  "-",       "head",               "HS"],
    ["dense",    "-",  "-",       "classes"] ] }

"""###),
    File(path: "architectures/mobilenet_v4_conv_m.json", names: ["mobilenet_v4_conv_m"], text: ###"""
{ "name": "mobilenet_v4_conv_m", "title": "MobileNet V4 Conv-M",
  "source": "arXiv:2404.10518; timm 1.0.31",
  "let": { "resolution": 256, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "body": [
    ["operator",     "a", "k", "c",       "s", "t", "act",  "n", "name"],
    ["conv",         "-", 3,   32,        2,   "-", "relu"],
    ["fused_mbconv", "-", 3,   48,        2,   4,   "relu", 1,   "c2"],
    ["uib",          3,   5,   80,        2],
    ["uib",          3,   3,   80,        1,   2,   "-",    1,   "c3"],
    ["uib",          3,   5,   160,       2,   6],
    ["uib",          3,   3,   160,       1,   "-", "-",    2],
    ["uib",          3,   5,   160,       1],
    ["uib",          3,   3,   160,       1],
    ["uib",          3,   0,   160,       1],
    ["uib",          0,   0,   160,       1,   2],
    ["uib",          3,   0,   160,       1,   "-", "-",    1,   "c4"],
    ["uib",          5,   5,   256,       2,   6],
    ["uib",          5,   5,   256,       1],
    ["uib",          3,   5,   256,       1,   "-", "-",    2],
    ["uib",          0,   0,   256,       1],
    ["uib",          3,   0,   256,       1],
    ["uib",          3,   5,   256,       1,   2],
    ["uib",          5,   5,   256,       1],
    ["uib",          0,   0,   256,       1,   "-", "-",    2],
    ["uib",          5,   0,   256,       1,   2,   "-",    1,   "c5"],
    ["conv",         "-", 1,   960,       1,   "-", "relu"],
    ["avgpool"],
    ["conv",         "-", 1,   1280,      1,   "-", "relu"],
    ["dense",        "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/mobilenet_v4_conv_s.json", names: ["mobilenet_v4_conv_s"], text: ###"""
{ "name": "mobilenet_v4_conv_s", "title": "MobileNet V4 Conv-S",
  "source": "arXiv:2404.10518; timm 1.0.31",
  "let": { "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "body": [
    ["operator", "a", "k", "c",       "s", "t", "act",  "n", "name"],
    ["conv",     "-", 3,   32,        2,   "-", "relu"],
    ["conv",     "-", 3,   32,        2,   "-", "relu"],
    ["conv",     "-", 1,   32,        1,   "-", "relu", 1,   "c2"],
    ["conv",     "-", 3,   96,        2,   "-", "relu"],
    ["conv",     "-", 1,   64,        1,   "-", "relu", 1,   "c3"],
    ["uib",      5,   5,   96,        2,   3],
    ["uib",      0,   3,   96,        1,   2,   "-",    4],
    ["uib",      3,   0,   96,        1,   "-", "-",    1,   "c4"],
    ["uib",      3,   3,   128,       2,   6],
    ["uib",      5,   5,   128,       1],
    ["uib",      0,   5,   128,       1],
    ["uib",      0,   5,   128,       1,   3],
    ["uib",      0,   3,   128,       1,   "-", "-",    2,   "c5"],
    ["conv",     "-", 1,   960,       1,   "-", "relu"],
    ["avgpool"],
    ["conv",     "-", 1,   1280,      1,   "-", "relu"],
    ["dense",    "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/mobilenet_v4_hybrid_m.json", names: ["mobilenet_v4_hybrid_m"], text: ###"""
{ "name": "mobilenet_v4_hybrid_m", "title": "MobileNet V4 Hybrid-M",
  "source": "arXiv:2404.10518; timm 1.0.31",
  "let": { "resolution": 256, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch", "scaled": true, "heads": 4, "dim": 64 },
  "body": [
    ["operator",     "a", "k", "c",       "s", "t", "act",  "n", "name"],
    ["conv",         "-", 3,   32,        2,   "-", "relu"],
    ["fused_mbconv", "-", 3,   48,        2,   4,   "relu", 1,   "c2"],
    ["uib",          3,   5,   80,        2],
    ["uib",          3,   3,   80,        1,   2,   "-",    1,   "c3"],
    ["uib",          3,   5,   160,       2,   6],
    ["uib",          0,   0,   160,       1,   2],
    ["uib",          3,   3,   160,       1],
    ["uib",          3,   5,   160,       1],
    ["mqa",          "-", "-", "-",       2],
    ["uib",          3,   3,   160,       1],
    ["mqa",          "-", "-", "-",       2],
    ["uib",          3,   0,   160,       1],
    ["mqa",          "-", "-", "-",       2],
    ["uib",          3,   3,   160,       1],
    ["mqa",          "-", "-", "-",       2],
    ["uib",          3,   0,   160,       1,   "-", "-",    1,   "c4"],
    ["uib",          5,   5,   256,       2,   6],
    ["uib",          5,   5,   256,       1],
    ["uib",          3,   5,   256,       1,   "-", "-",    2],
    ["uib",          0,   0,   256,       1,   2],
    ["uib",          3,   5,   256,       1,   2],
    ["uib",          0,   0,   256,       1,   2],
    ["uib",          0,   0,   256,       1],
    ["mqa",          "-", "-", "-",       1],
    ["uib",          3,   0,   256,       1],
    ["mqa",          "-", "-", "-",       1],
    ["uib",          5,   5,   256,       1],
    ["mqa",          "-", "-", "-",       1],
    ["uib",          5,   0,   256,       1],
    ["mqa",          "-", "-", "-",       1],
    ["uib",          5,   0,   256,       1,   "-", "-",    1,   "c5"],
    ["conv",         "-", 1,   960,       1,   "-", "relu"],
    ["avgpool"],
    ["conv",         "-", 1,   1280,      1,   "-", "relu"],
    ["dense",        "-", "-", "classes"] ] }

"""###),
    File(path: "architectures/mobilevit.json", names: ["mobilevit", "mobilevit_s", "mobilevit_xs", "mobilevit_xxs"], text: ###"""
{ "name": "mobilevit", "title": "MobileViT",
  "source": "arXiv:2110.02178, Table 4 and Figure 1b; timm 1.0.31",
  "let": { "w1": 32, "w2": 64, "w3": 96, "w4": 128, "w5": 160, "d3": 144, "d4": 192, "d5": 240, "head": 640, "t": 4,
           "resolution": 256, "classes": 1000 },
  "variants": [
    ["variant",       "w1", "w2", "w3", "w4", "w5", "d3", "d4", "d5", "head", "t"],
    ["mobilevit_s",   32,   64,   96,   128,  160,  144,  192,  240,  640,    4],
    ["mobilevit_xs",  32,   48,   64,   80,   96,   96,   120,  144,  384,    4],
    ["mobilevit_xxs", 16,   24,   48,   64,   80,   64,   80,   96,   320,    2] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch", "act": "swish" },
  "blocks": {
    "mv2": { "let": ["c", "s"], "body": [
      ["operator",  "from", "k", "c",      "s", "act",  "if"],
      ["conv",      "-",    1,   "in * t"],
      ["depthwise", "-",    3,   "-",      "s"],
      ["conv",      "-",    1,   "c",      1,   "none"],
      ["add",       "in",   "-", "-",      "-", "-",    "s == 1 and in == c"] ] },
    "mobilevit_block": { "let": ["dim", "depth"], "body": [
      ["operator",       "from",      "k", "c",   "n",     "by", "heads", "t", "bias", "norm", "act"],
      ["conv",           "-",         3,   "in"],
      ["conv",           "-",         1,   "dim", 1,       "-",  "-",     "-", false,  "none", "none"],
      ["space_to_batch", "-",         "-", "-",   1,       2],
      ["encoder",        "-",         "-", "-",   "depth", "-",  4,       2],
      ["layernorm"],
      ["batch_to_space", "-",         "-", "-",   1,       2],
      ["conv",           "-",         1,   "in"],
      ["concat",         ["in", "-"]],
      ["conv",           "-",         3,   "in"] ] } },
  "body": [
    ["operator",        "k", "c",       "s", "dim", "depth", "n", "name"],
    ["conv",            3,   16,        2],
    ["mv2",             "-", "w1",      1,   "-",   "-",     1,   "c1"],
    ["mv2",             "-", "w2",      2,   "-",   "-",     3,   "c2"],
    ["mv2",             "-", "w3",      2],
    ["mobilevit_block", "-", "-",       "-", "d3",  2,       1,   "c3"],
    ["mv2",             "-", "w4",      2],
    ["mobilevit_block", "-", "-",       "-", "d4",  4,       1,   "c4"],
    ["mv2",             "-", "w5",      2],
    ["mobilevit_block", "-", "-",       "-", "d5",  3,       1,   "c5"],
    ["conv",            1,   "head"],
    ["avgpool"],
    ["dense",           "-", "classes"] ] }

"""###),
    File(path: "architectures/resnet.json", names: ["resnet", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "wide_resnet50_2", "wide_resnet101_2", "resnext50_32x4d", "resnext101_32x4d", "resnext101_32x8d", "resnext101_64x4d", "seresnet18", "seresnet34", "seresnet50", "seresnet101", "seresnet152", "seresnext50_32x4d", "seresnext101_32x4d"], text: ###"""
{ "name": "resnet", "title": "ResNet, ResNeXt, SE-ResNet",
  "source": "arXiv:1512.03385, Table 1; groups: arXiv:1611.05431, Table 1; se: arXiv:1709.01507, Table 1",
  "note": [
    "The paper puts the stride in the first 1x1 of a bottleneck (early_stride), libraries in the 3x3, which costs more.",
    "group_width is the width of a group if c is 64. The squeeze is by 16: from 4 * c channels to c / 4."],
  "let": { "unit": "bottleneck", "n2": 3, "n3": 4, "n4": 6, "n5": 3, "se": false, "reduction": 16,
           "groups": 1, "group_width": 64, "early_stride": false, "norm": "batch",
           "width": 1.0, "depth": 1.0, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",            "unit",       "n2", "n3", "n4", "n5", "se", "groups", "group_width"],
    ["resnet18",           "basic",      2,    2,    2,    2],
    ["resnet34",           "basic",      3,    4,    6,    3],
    ["resnet50",           "bottleneck", 3,    4,    6,    3],
    ["resnet101",          "bottleneck", 3,    4,    23,   3],
    ["resnet152",          "bottleneck", 3,    8,    36,   3],
    ["wide_resnet50_2",    "bottleneck", 3,    4,    6,    3,    "-",  1,        128],
    ["wide_resnet101_2",   "bottleneck", 3,    4,    23,   3,    "-",  1,        128],
    ["resnext50_32x4d",    "bottleneck", 3,    4,    6,    3,    "-",  32,       4],
    ["resnext101_32x4d",   "bottleneck", 3,    4,    23,   3,    "-",  32,       4],
    ["resnext101_32x8d",   "bottleneck", 3,    4,    23,   3,    "-",  32,       8],
    ["resnext101_64x4d",   "bottleneck", 3,    4,    23,   3,    "-",  64,       4],
    ["seresnet18",         "basic",      2,    2,    2,    2,    true],
    ["seresnet34",         "basic",      3,    4,    6,    3,    true],
    ["seresnet50",         "bottleneck", 3,    4,    6,    3,    true],
    ["seresnet101",        "bottleneck", 3,    4,    23,   3,    true],
    ["seresnet152",        "bottleneck", 3,    8,    36,   3,    true],
    ["seresnext50_32x4d",  "bottleneck", 3,    4,    6,    3,    true, 32,       4],
    ["seresnext101_32x4d", "bottleneck", 3,    4,    23,   3,    true, 32,       4] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "floor(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "norm" },
  "blocks": {
    "basic": { "let": ["c", "s"], "body": [
      ["name", "operator", "from", "k", "c", "s", "act", "if", "r",             "called"],
      ["x",    "conv",     "in",   1,   "c", "s", "-",   "s > 1 or in != c"],
      ["-",    "conv",     "in",   3,   "c", "s", "relu"],
      ["-",    "conv",     "-",    3,   "c"],
      ["-",    "squeeze",  "-",    "-", "-", "-", "-",   "se", "c / reduction", "mean"],
      ["-",    "add",      "x",    "-", "-", "-", "relu"] ] },
    "bottleneck": { "let": ["c", "s", "mid = c * group_width / 64 * groups"], "body": [
      ["name", "operator", "from", "k", "c",     "s",                      "g",      "act", "if", "r",                 "called"],
      ["x",    "conv",     "in",   1,   "4 * c", "s",                      "-",      "-",   "s > 1 or in != 4 * c"],
      ["-",    "conv",     "in",   1,   "mid",   "if(early_stride, s, 1)", "-",      "relu"],
      ["-",    "conv",     "-",    3,   "mid",   "if(early_stride, 1, s)", "groups", "relu"],
      ["-",    "conv",     "-",    1,   "4 * c"],
      ["-",    "squeeze",  "-",    "-", "-",     "-",                      "-",      "-",   "se", "4 * c / reduction", "mean"],
      ["-",    "add",      "x",    "-", "-",     "-",                      "-",      "relu"] ] } },
  "body": [
    ["operator", "k", "c", "n",         "s", "act",  "name"],
    ["conv",     7,   64,  1,           2,   "relu", "c1"],
    ["maxpool",  3,   "-", 1,           2],
    ["unit",     "-", 64,  "scale(n2)", 1,   "-",    "c2"],
    ["unit",     "-", 128, "scale(n3)", 2,   "-",    "c3"],
    ["unit",     "-", 256, "scale(n4)", 2,   "-",    "c4"],
    ["unit",     "-", 512, "scale(n5)", 2,   "-",    "c5"],
    ["avgpool"],
    ["dense",    "-", "classes"] ] }

"""###),
    File(path: "architectures/resnet50_fpn.json", names: ["resnet50_fpn", "resnet101_fpn"], text: ###"""
{ "name": "resnet50_fpn", "title": "ResNet with FPN",
  "source": "arXiv:1612.03144, Figure 3; torchvision resnet_fpn_backbone",
  "let": { "backbone": "resnet50", "norm": "frozen", "resolution": 800 },
  "variants": [
    ["variant",       "backbone"],
    ["resnet101_fpn", "resnet101"] ],
  "input": ["resolution", "resolution", 3],
  "body": [
    ["name", "operator", "from",                                       "norm", "c"],
    ["body", "backbone", "in",                                         "norm"],
    ["fpn",  "fpn",      ["body.c2", "body.c3", "body.c4", "body.c5"], "-",    256] ] }

"""###),
    File(path: "architectures/retinanet.json", names: ["retinanet_resnet50_fpn", "retinanet", "retinanet_resnet101_fpn"], text: ###"""
{ "name": "retinanet_resnet50_fpn", "title": "RetinaNet",
  "source": "arXiv:1708.02002, Figure 3; torchvision retinanet_resnet50_fpn",
  "note": "As the pyramid, fpn_p7 makes P6 from P5, like torchvision; fpn_c5_p7 makes it from C5, like the paper.",
  "let": { "backbone": "resnet50", "pyramid": "fpn_p7", "anchors": 9, "classes": 91, "resolution": 800 },
  "variants": [
    ["variant",                 "backbone"],
    ["retinanet",               "-"],
    ["retinanet_resnet101_fpn", "resnet101"] ],
  "input": ["resolution", "resolution", 3],
  "blocks": {
    "subnet": { "let": ["c"], "body": [
      ["operator", "k", "c",  "n", "act"],
      ["conv",     3,   "in", 4,   "relu"],
      ["conv",     3,   "c"] ] } },
  "body": [
    ["name",  "operator", "from",                            "each",   "c"],
    ["body",  "backbone", "in"],
    ["fpn",   "pyramid",  ["body.c3", "body.c4", "body.c5"], "-",      256],
    ["class", "subnet",   "fpn",                             "shared", "anchors * classes"],
    ["box",   "subnet",   "fpn",                             "shared", "anchors * 4"] ],
  "outputs": ["class", "box"] }

"""###),
    File(path: "architectures/senet154.json", names: ["senet154"], text: ###"""
{ "name": "senet154", "title": "SENet-154", "source": "arXiv:1709.01507, section 6.1 and appendix; released models",
  "note": [
    "A ResNeXt-152 with 64 groups, changed: three 3x3 stem convolutions, half as many channels in the first 1x1 of a",
    "bottleneck, and a 3x3 in shortcuts with stride 2."],
  "let": { "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "blocks": {
    "bottleneck": { "let": ["c", "s", "shortcut = 3"], "body": [
      ["name", "operator", "from", "k",        "c",     "s", "g", "act", "r",      "called", "if"],
      ["x",    "conv",     "in",   "shortcut", "c",     "s", "-", "-",   "-",      "-",      "s > 1 or in != c"],
      ["-",    "conv",     "in",   1,          "c / 2", 1,   "-", "relu"],
      ["-",    "conv",     "-",    3,          "c",     "s", 64,  "relu"],
      ["-",    "conv",     "-",    1,          "c"],
      ["-",    "squeeze",  "-",    "-",        "-",     "-", "-", "-",   "c / 16", "mean"],
      ["-",    "add",      "x",    "-",        "-",     "-", "-", "relu"] ] } },
  "body": [
    ["operator",   "k", "c",  "n", "s", "act", "shortcut"],
    ["conv",       3,   64,   1,   2,   "relu"],
    ["conv",       3,   64,   1,   1,   "relu"],
    ["conv",       3,   128,  1,   1,   "relu"],
    ["maxpool",    3,   "-",  1,   2],
    ["bottleneck", "-", 256,  3,   1,   "-",   1],
    ["bottleneck", "-", 512,  8,   2],
    ["bottleneck", "-", 1024, 36,  2],
    ["bottleneck", "-", 2048, 3,   2],
    ["avgpool"],
    ["dense",      "-", "classes"] ] }

"""###),
    File(path: "architectures/separable.json", names: ["separable", "depthwise"], text: ###"""
{ "name": "separable", "title": "Depthwise separable convolution",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "variants": [
    ["variant"],
    ["depthwise"] ],
  "input": ["size", "size", "in"],
  "body": [
    ["operator",  "c",   "s",      "k"],
    ["separable", "out", "stride", "kernel"] ] }

"""###),
    File(path: "architectures/shufflenet_v1.json", names: ["shufflenet_v1"], text: ###"""
{ "name": "shufflenet_v1", "title": "ShuffleNet V1",
  "source": "arXiv:1707.01083, Table 1 and Figure 2; se: arXiv:1709.01507, Table 3",
  "note": [
    "A unit with stride 2 makes c - in channels and concatenates its input to them: the pooled shortcut has no",
    "weights. The first 1x1 of stage 2 is not grouped, because the stem is too narrow, as the paper says. How the width",
    "scales the stem is not in the paper. The released code has stems of 12, 24, 24 and 48 at widths of 0.5, 1, 1.5",
    "and 2, and of 16 at 0.5 with 8 groups. Widths that the groups do not divide are errors. With se, the branch is",
    "squeezed by 16 before the join."],
  "let": { "groups": [3, 1, 2, 4, 8], "stage2": "select(groups, 1, 144, 2, 200, 3, 240, 4, 272, 8, 384)", "width": 1.0,
           "stem": "floor(24 * width)", "se": false, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [2.0, 1.5, 1.0, 0.5, 0.25], "resolution": [224, 192, 160, 128] },
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "floor(c * width)" },
  "defaults": { "norm": "batch" },
  "blocks": {
    "unit": { "let": ["c", "s", "g = groups"], "body": [
      ["name", "operator",  "from", "k", "c",                     "s", "act",  "g", "r",            "if"],
      ["x",    "avgpool",   "in",   3,   "-",                     2,   "-",    "-", "-",            "s == 2"],
      ["-",    "conv",      "in",   1,   "floor(c / 4)",          1,   "relu", "g"],
      ["-",    "shuffle",   "-",    "-", "-",                     "-", "-",    "groups"],
      ["-",    "depthwise", "-",    3,   "-",                     "s"],
      ["y",    "conv",      "-",    1,   "if(s == 2, c - in, c)", 1,   "-",    "groups"],
      ["-",    "squeeze",   "-",    "-", "-",                     "-", "-",    "-", "ceil(y / 16)", "se"],
      ["-",    "concat",    "x",    "-", "-",                     "-", "relu", "-", "-",            "s == 2"],
      ["-",    "add",       "x",    "-", "-",                     "-", "relu", "-", "-",            "s == 1"] ] } },
  "body": [
    ["operator", "k", "c",                 "n", "s", "g", "act"],
    ["conv",     3,   "stem",              1,   2,   "-", "relu"],
    ["maxpool",  3,   "-",                 1,   2],
    ["unit",     "-", "scale(stage2)",     1,   2,   1],
    ["unit",     "-", "scale(stage2)",     3,   1],
    ["unit",     "-", "scale(2 * stage2)", 8,   2],
    ["unit",     "-", "scale(4 * stage2)", 4,   2],
    ["operator", "called", "c"],
    ["avgpool",  "fixed"],
    ["dense",    "-",      "classes"] ] }

"""###),
    File(path: "architectures/shufflenet_v2.json", names: ["shufflenet_v2", "shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5", "shufflenet_v2_x2_0"], text: ###"""
{ "name": "shufflenet_v2", "title": "ShuffleNet V2", "source": "arXiv:1807.11164, Table 5 and Figure 3",
  "note": [
    "Table 5 prints widths, not a multiplier; the stem has 24 channels at every width. released: in the authors' code,",
    "a stride-2 unit keeps the input's width in the shortcut; in the figure and torchvision, it has half of the output's."],
  "let": { "c2": 116, "c3": 232, "c4": 464, "c5": 1024, "released": false, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",            "c2", "c3", "c4", "c5"],
    ["shufflenet_v2_x0_5", 48,   96,   192,  1024],
    ["shufflenet_v2_x1_0", 116,  232,  464,  1024],
    ["shufflenet_v2_x1_5", 176,  352,  704,  1024],
    ["shufflenet_v2_x2_0", 244,  488,  976,  2048] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "blocks": {
    "down": { "let": ["c"], "body": [
      ["name", "operator",  "from", "k", "c",                       "s", "act"],
      ["-",    "depthwise", "in",   3,   "-",                       2],
      ["left", "conv",      "-",    1,   "if(released, in, c / 2)", 1,   "relu"],
      ["-",    "conv",      "in",   1,   "c / 2",                   1,   "relu"],
      ["-",    "depthwise", "-",    3,   "-",                       2],
      ["-",    "conv",      "-",    1,   "c - left",                1,   "relu"],
      ["-",    "concat",    "left"],
      ["-",    "shuffle"] ] },
    "unit": { "body": [
      ["name", "operator",  "from", "k", "c",      "at",     "act"],
      ["left", "split",     "in",   "-", "in / 2"],
      ["-",    "split",     "in",   "-", "in / 2", "in / 2"],
      ["-",    "conv",      "-",    1,   "in / 2", "-",      "relu"],
      ["-",    "depthwise", "-",    3],
      ["-",    "conv",      "-",    1,   "in / 2", "-",      "relu"],
      ["-",    "concat",    "left"],
      ["-",    "shuffle"] ] } },
  "body": [
    ["operator", "k", "c",  "n", "s", "act"],
    ["conv",     3,   24,   1,   2,   "relu"],
    ["maxpool",  3,   "-",  1,   2],
    ["down",     "-", "c2"],
    ["unit",     "-", "-",  3],
    ["down",     "-", "c3"],
    ["unit",     "-", "-",  7],
    ["down",     "-", "c4"],
    ["unit",     "-", "-",  3],
    ["conv",     1,   "c5", 1,   1,   "relu"],
    ["operator", "called", "c"],
    ["avgpool",  "mean"],
    ["dense",    "-",      "classes"] ] }

"""###),
    File(path: "architectures/squeezenet1_0.json", names: ["squeezenet1_0"], text: ###"""
{ "name": "squeezenet1_0", "title": "SqueezeNet 1.0", "source": "arXiv:1602.07360, Table 1; released models",
  "note": "Pooling does not pad and includes a last window that extends past the end, like the released Caffe model.",
  "let": { "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "body": [
    ["operator", "k", "c", "s", "p", "act"],
    ["conv",     7,   96,  2,   0,   "relu"],
    ["operator", "s1", "e1", "e3", "k", "s", "p"],
    ["maxpool",  "-",  "-",  "-",  3,   2,   "ceil"],
    ["fire",     16,   64,   64],
    ["fire",     16,   64,   64],
    ["fire",     32,   128,  128],
    ["maxpool",  "-",  "-",  "-",  3,   2,   "ceil"],
    ["fire",     32,   128,  128],
    ["fire",     48,   192,  192],
    ["fire",     48,   192,  192],
    ["fire",     64,   256,  256],
    ["maxpool",  "-",  "-",  "-",  3,   2,   "ceil"],
    ["fire",     64,   256,  256],
    ["operator", "k", "c",       "act"],
    ["conv",     1,   "classes", "relu"],
    ["avgpool"] ] }

"""###),
    File(path: "architectures/squeezenet1_1.json", names: ["squeezenet1_1"], text: ###"""
{ "name": "squeezenet1_1", "title": "SqueezeNet 1.1", "source": "github.com/forresti/SqueezeNet",
  "note": "Later than the paper: a smaller stem and earlier pooling cost 2.4 times less. Pooling as in SqueezeNet 1.0.",
  "let": { "resolution": 224, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "body": [
    ["operator", "k", "c", "s", "p", "act"],
    ["conv",     3,   64,  2,   0,   "relu"],
    ["operator", "s1", "e1", "e3", "k", "s", "p"],
    ["maxpool",  "-",  "-",  "-",  3,   2,   "ceil"],
    ["fire",     16,   64,   64],
    ["fire",     16,   64,   64],
    ["maxpool",  "-",  "-",  "-",  3,   2,   "ceil"],
    ["fire",     32,   128,  128],
    ["fire",     32,   128,  128],
    ["maxpool",  "-",  "-",  "-",  3,   2,   "ceil"],
    ["fire",     48,   192,  192],
    ["fire",     48,   192,  192],
    ["fire",     64,   256,  256],
    ["fire",     64,   256,  256],
    ["operator", "k", "c",       "act"],
    ["conv",     1,   "classes", "relu"],
    ["avgpool"] ] }

"""###),
    File(path: "architectures/squeezenext.json", names: ["squeezenext", "sqnxt23", "sqnxt23v5"], text: ###"""
{ "name": "squeezenext", "title": "SqueezeNext",
  "source": "arXiv:1803.10615, Figures 2 and 3; released models, github.com/amirgholami/SqueezeNext",
  "note": [
    "A unit squeezes twice, to a half and a quarter: parallel to the 1x1 that changes the channels, in v5 after it. v5",
    "also has a 5x5 stem. The released models have no biases, do not pad the stem, and scale neither stem nor head. pytorchcv",
    "differs in all of this: bias = true, padded = true, stem = 64 * width, head = 128 * width, and for v5",
    "kernel = 7 and unit = beside."],
  "let": { "unit": "beside", "kernel": 7, "stem": 64, "head": 128, "padded": false, "bias": false,
           "n1": 6, "n2": 6, "n3": 8, "n4": 1, "width": 1.0, "resolution": 227, "classes": 1000 },
  "ranges": { "width": [2.0, 1.5, 1.0], "resolution": [227, 224] },
  "variants": [
    ["variant",   "unit",   "kernel", "n1", "n2", "n3", "n4"],
    ["sqnxt23",   "beside", 7,        6,    6,    8,    1],
    ["sqnxt23v5", "behind", 5,        2,    4,    14,   1] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "floor(c * width)" },
  "defaults": { "norm": "batch", "act": "relu", "bias": "bias" },
  "blocks": {
    "beside": { "let": ["c", "s", "first = false"], "body": [
      ["name", "operator", "from", "k",   "c",                    "s", "act", "if"],
      ["x",    "conv",     "in",   1,     "c",                    "s", "-",   "first or s > 1"],
      ["a",    "conv",     "in",   1,     "if(s > 1, in, c / 2)", "s"],
      ["-",    "conv",     "-",    1,     "a / 2"],
      ["-",    "conv",     "-",    "3x1", "a"],
      ["-",    "conv",     "-",    "1x3", "a"],
      ["-",    "conv",     "-",    1,     "c"],
      ["-",    "add",      "x",    "-",   "-",                    "-", "relu"] ] },
    "behind": { "let": ["c", "s", "first = false"], "body": [
      ["name", "operator", "from", "k",   "c",     "s", "act", "if"],
      ["x",    "conv",     "in",   1,     "c",     "s", "-",   "first or s > 1"],
      ["-",    "conv",     "-",    1,     "c / 2"],
      ["-",    "conv",     "-",    1,     "c / 4"],
      ["-",    "conv",     "-",    "3x1", "c / 2"],
      ["-",    "conv",     "-",    "1x3", "c / 2"],
      ["-",    "conv",     "-",    1,     "c"],
      ["-",    "add",      "x",    "-",   "-",     "-", "relu"] ] } },
  "body": [
    ["operator", "k",      "c",    "n",      "s", "p",                "first", "if"],
    ["conv",     "kernel", "stem", 1,        2,   "if(padded, 1, 0)"],
    ["maxpool",  3,        "-",    1,        2,   "ceil"],
    ["unit",     "-",      32,     1,        1,   "-",                true],
    ["unit",     "-",      32,     "n1 - 1", 1,   "-",                "-",     "n1 > 1"],
    ["unit",     "-",      64,     "n2",     2],
    ["unit",     "-",      128,    "n3",     2],
    ["unit",     "-",      256,    "n4",     2],
    ["conv",     1,        "head"],
    ["operator", "called", "c",       "bias"],
    ["avgpool",  "fixed"],
    ["dense",    "-",      "classes", "bias"] ] }

"""###),
    File(path: "architectures/ssd300_vgg16.json", names: ["ssd300_vgg16", "ssd300"], text: ###"""
{ "name": "ssd300_vgg16", "title": "SSD300", "source": "arXiv:1512.02325, Figure 2; torchvision ssd300_vgg16",
  "let": { "classes": 91, "resolution": 300 },
  "variants": [
    ["variant"],
    ["ssd300"] ],
  "input": ["resolution", "resolution", 3],
  "blocks": {
    "extra": { "outputs": ["conv7", "conv8_2", "conv9_2", "conv10_2", "conv11_2"], "body": [
      ["name",     "operator", "k", "c",  "s", "p", "d", "act"],
      ["-",        "maxpool",  3,   "-",  1],
      ["conv6",    "conv",     3,   1024, 1,   "-", 6,   "relu"],
      ["conv7",    "conv",     1,   1024, 1,   "-", "-", "relu"],
      ["conv8_1",  "conv",     1,   256,  1,   "-", "-", "relu"],
      ["conv8_2",  "conv",     3,   512,  2,   "-", "-", "relu"],
      ["conv9_1",  "conv",     1,   128,  1,   "-", "-", "relu"],
      ["conv9_2",  "conv",     3,   256,  2,   "-", "-", "relu"],
      ["conv10_1", "conv",     1,   128,  1,   "-", "-", "relu"],
      ["conv10_2", "conv",     3,   256,  1,   0,   "-", "relu"],
      ["conv11_1", "conv",     1,   128,  1,   "-", "-", "relu"],
      ["conv11_2", "conv",     3,   256,  1,   0,   "-", "relu"] ] },
    "head": { "let": ["anchors", "c"], "body": [
      ["operator", "k", "c"],
      ["conv",     3,   "anchors * c"] ] } },
  "body": [
    ["name",     "operator", "from",               "each", "c",       "anchors"],
    ["backbone", "vgg16",    "in"],
    ["extra",    "extra",    "backbone.conv5"],
    ["conv4_3",  "l2norm",   "backbone.conv4"],
    ["class",    "head",     ["conv4_3", "extra"], "own",  "classes", [4, 6, 6, 6, 4, 4]],
    ["box",      "head",     ["conv4_3", "extra"], "own",  4,         [4, 6, 6, 6, 4, 4]] ],
  "outputs": ["class", "box"] }

"""###),
    File(path: "architectures/ssdlite320.json", names: ["ssdlite320", "ssd320_mobilenet_v2", "ssdlite320_mobilenet_v2", "ssdlite320_mobilenet_v3_large"], text: ###"""
{ "name": "ssdlite320", "title": "SSDLite320",
  "source": "arXiv:1801.04381, section 6.2 and Table 5; arXiv:1905.02244, section 6.3; torchvision",
  "note": "The finest map has 3 anchors per position in the papers, 6 in torchvision. 91 classes are the 90 labels of COCO plus the background; the MobileNet V2 paper counts 80 plus the background. The SSD in its Table 5 has standard layers instead of separable ones.",
  "let": { "backbone": "mobilenet_v3_large_reduced", "first": 6, "layer": "separable", "classes": 91, "resolution": 320 },
  "variants": [
    ["variant",                       "backbone",                   "first", "layer"],
    ["ssd320_mobilenet_v2",           "mobilenet_v2",               3,       "standard"],
    ["ssdlite320_mobilenet_v2",       "mobilenet_v2",               3],
    ["ssdlite320_mobilenet_v3_large", "mobilenet_v3_large_reduced", 6] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "blocks": {
    "separable": { "let": ["c", "s = 1", "norm = batch", "act = none"], "body": [
      ["operator",  "k", "c", "s", "norm", "act"],
      ["depthwise", 3,   "-", "s", "-",    "relu6"],
      ["conv",      1,   "c", 1,   "norm", "act"] ] },
    "standard": { "let": ["c", "s = 1", "norm = batch", "act = none"], "body": [
      ["operator", "k", "c", "s", "norm", "act"],
      ["conv",     3,   "c", "s", "norm", "act"] ] },
    "extra": { "let": ["c"], "body": [
      ["operator", "k", "c",     "s", "act"],
      ["conv",     1,   "c / 2", 1,   "relu6"],
      ["layer",    "-", "c",     2,   "relu6"] ] },
    "extras": { "outputs": ["f1", "f2", "f3", "f4"], "body": [
      ["name", "operator", "c"],
      ["f1",   "extra",    512],
      ["f2",   "extra",    256],
      ["f3",   "extra",    256],
      ["f4",   "extra",    128] ] },
    "head": { "let": ["anchors", "c"], "body": [
      ["operator", "c",           "norm"],
      ["layer",    "anchors * c", "none"] ] } },
  "body": [
    ["name",     "operator", "from",                                           "each", "c",       "anchors"],
    ["backbone", "backbone", "in"],
    ["extra",    "extras",   "backbone.c5"],
    ["class",    "head",     ["backbone.c4.1.expand", "backbone.c5", "extra"], "own",  "classes", ["first", 6, 6, 6, 6, 6]],
    ["box",      "head",     ["backbone.c4.1.expand", "backbone.c5", "extra"], "own",  4,         ["first", 6, 6, 6, 6, 6]] ],
  "outputs": ["class", "box"] }

"""###),
    File(path: "architectures/standard.json", names: ["standard"], text: ###"""
{ "name": "standard", "title": "Standard convolution",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "input": ["size", "size", "in"],
  "body": [
    ["operator", "c",   "s",      "k"],
    ["standard", "out", "stride", "kernel"] ] }

"""###),
    File(path: "architectures/swin.json", names: ["swin", "swin_t", "swin_s", "swin_b", "swin_l"], text: ###"""
{ "name": "swin", "title": "Swin Transformer",
  "source": "arXiv:2103.14030, Figure 3 and section 3.3",
  "note": "The mask of shifted windows, a sum with numbers that are not trained, is no layer.",
  "let": { "dim": 96, "deep": 6, "window": 7, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant", "dim", "deep"],
    ["swin_t",  96,    6],
    ["swin_s",  96,    18],
    ["swin_b",  128,   18],
    ["swin_l",  192,   18] ],
  "input": ["resolution", "resolution", 3],
  "blocks": {
    "swin_block": { "let": ["heads", "shift"], "body": [
      ["name", "operator",         "from",      "k",      "shift", "heads", "relative"],
      ["-",    "layernorm"],
      ["-",    "windows",          "-",         "window", "shift"],
      ["-",    "attention",        "-",         "-",      "-",     "heads", true],
      ["-",    "windows_to_space", ["-", "in"], "-",      "shift"],
      ["x",    "add",              "in"],
      ["-",    "layernorm"],
      ["-",    "mlp"],
      ["-",    "add",              "x"] ] },
    "pair": { "let": ["heads"], "body": [
      ["operator",   "heads", "shift"],
      ["swin_block", "heads", 0],
      ["swin_block", "heads", "floor(window / 2)"] ] },
    "merge": { "body": [
      ["operator",       "by", "c",      "bias"],
      ["space_to_depth", 2],
      ["layernorm"],
      ["linear",         "-",  "in * 2", false] ] } },
  "body": [
    ["name", "operator",  "k", "c",       "s", "p", "heads",    "n"],
    ["-",    "conv",      4,   "dim",     4,   0],
    ["-",    "layernorm"],
    ["c2",   "pair",      "-", "-",       "-", "-", "dim / 32", 1],
    ["-",    "merge"],
    ["c3",   "pair",      "-", "-",       "-", "-", "dim / 16", 1],
    ["-",    "merge"],
    ["c4",   "pair",      "-", "-",       "-", "-", "dim / 8",  "deep / 2"],
    ["-",    "merge"],
    ["c5",   "pair",      "-", "-",       "-", "-", "dim / 4",  1],
    ["-",    "layernorm"],
    ["-",    "avgpool"],
    ["-",    "dense",     "-", "classes"] ] }

"""###),
    File(path: "architectures/tc_resnet.json", names: ["tc_resnet", "tc_resnet8", "tc_resnet14"], text: ###"""
{ "name": "tc_resnet", "title": "TC-ResNet: keyword spotting by convolutions over time",
  "source": "arXiv:1904.03814, section 2.2; the authors' code",
  "note": "98 steps of 40 coefficients are a second of speech, 30 ms every 10 ms. The second of two units keeps the width and has no shortcut convolution.",
  "let": { "units": 1, "width": 1.0, "frames": 98, "features": 40, "classes": 12 },
  "variants": [
    ["variant",     "units"],
    ["tc_resnet8",  1],
    ["tc_resnet14", 2] ],
  "input": ["frames", "features"],
  "scale": { "c": "floor(c * width)" },
  "defaults": { "norm": "batch" },
  "blocks": {
    "unit": { "let": ["c", "s"], "body": [
      ["name", "operator", "from", "k", "c", "s", "act",  "if"],
      ["x",    "conv",     "in",   1,   "c", "s", "relu", "s > 1"],
      ["-",    "conv",     "in",   9,   "c", "s", "relu"],
      ["-",    "conv",     "-",    9,   "c"],
      ["-",    "add",      "x",    "-", "-", "-", "relu"] ] } },
  "body": [
    ["operator", "k", "c",       "n",     "s", "act",  "norm", "bias"],
    ["conv",     3,   16,        1,       1,   "relu"],
    ["unit",     "-", 24,        "units", 2],
    ["unit",     "-", 32,        "units", 2],
    ["unit",     "-", 48,        "units", 2],
    ["avgpool"],
    ["dense",    "-", "classes", "-",     "-", "-",    "none", false] ] }

"""###),
    File(path: "architectures/vgg.json", names: ["vgg", "vgg11", "vgg13", "vgg16", "vgg19", "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn"], text: ###"""
{ "name": "vgg", "title": "VGG", "source": "arXiv:1409.1556, Table 1, configurations A, B, D and E",
  "note": "Batch norm is newer than the paper; libraries add it as vgg16_bn and keep the bias next to it.",
  "let": { "n1": 2, "n2": 2, "n3": 3, "n4": 3, "n5": 3, "norm": "none", "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant",  "n1", "n2", "n3", "n4", "n5", "norm"],
    ["vgg11",    1,    1,    2,    2,    2],
    ["vgg13",    2,    2,    2,    2,    2],
    ["vgg16",    2,    2,    3,    3,    3],
    ["vgg19",    2,    2,    4,    4,    4],
    ["vgg11_bn", 1,    1,    2,    2,    2,    "batch"],
    ["vgg13_bn", 2,    2,    2,    2,    2,    "batch"],
    ["vgg16_bn", 2,    2,    3,    3,    3,    "batch"],
    ["vgg19_bn", 2,    2,    4,    4,    4,    "batch"] ],
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "norm", "bias": true, "act": "relu" },
  "body": [
    ["operator", "k", "c",  "n",  "s", "name"],
    ["conv",     3,   64,   "n1", 1,   "conv1"],
    ["maxpool",  2,   "-",  1,    2],
    ["conv",     3,   128,  "n2", 1,   "conv2"],
    ["maxpool",  2,   "-",  1,    2],
    ["conv",     3,   256,  "n3", 1,   "conv3"],
    ["maxpool",  2,   "-",  1,    2],
    ["conv",     3,   512,  "n4", 1,   "conv4"],
    ["maxpool",  2,   "-",  1,    2],
    ["conv",     3,   512,  "n5", 1,   "conv5"],
    ["maxpool",  2,   "-",  1,    2],
    ["operator", "c",       "n", "act"],
    ["dense",    4096,      2,   "relu"],
    ["dense",    "classes"] ] }

"""###),
    File(path: "architectures/video_resnet.json", names: ["video_resnet", "r3d_18", "mc3_18", "r2plus1d_18"], text: ###"""
{ "name": "video_resnet", "title": "ResNet for video: R3D, MC3, R(2+1)D",
  "source": "arXiv:1711.11248, Table 1 and section 3; torchvision",
  "note": [
    "R3D convolves in space and time, MC3 after the first stage in space only, R(2+1)D in space and then in time.",
    "The middle of a (2+1)D convolution is as wide as makes its weights as many as those of a 3x3x3 one (section 3.5)."],
  "let": { "early": "volume", "late": "volume", "split": false, "stride": "2x2x2",
           "width": 1.0, "frames": 16, "resolution": 112, "classes": 400 },
  "variants": [
    ["variant",     "early",  "late",    "split", "stride"],
    ["r3d_18",      "volume", "volume",  false,   "2x2x2"],
    ["mc3_18",      "volume", "spatial", false,   "1x2x2"],
    ["r2plus1d_18", "apart",  "apart",   true,    "2x2x2"] ],
  "input": ["frames", "resolution", "resolution", 3],
  "scale": { "c": "floor(c * width)" },
  "defaults": { "norm": "batch" },
  "blocks": {
    "volume": { "let": ["c", "s", "m", "act = none"], "body": [
      ["operator", "k", "c", "s", "act"],
      ["conv",     3,   "c", "s", "act"] ] },
    "spatial": { "let": ["c", "s", "m", "act = none"], "body": [
      ["operator", "k",     "c", "s", "act"],
      ["conv",     "1x3x3", "c", "s", "act"] ] },
    "apart": { "let": ["c", "s", "m", "act = none"], "body": [
      ["operator", "k",     "c", "s",     "act",  "if"],
      ["conv",     "1x3x3", "m", 1,       "relu", "s == 1"],
      ["conv",     "1x3x3", "m", "1x2x2", "relu", "s != 1"],
      ["conv",     "3x1x1", "c", 1,       "act",  "s == 1"],
      ["conv",     "3x1x1", "c", "2x1x1", "act",  "s != 1"] ] },
    "basic": { "let": ["kind", "c", "s", "m = floor(27 * in * c / (9 * in + 3 * c))"], "body": [
      ["name", "operator", "from", "k", "c", "s", "m", "act",  "if"],
      ["x",    "conv",     "in",   1,   "c", "s", "-", "-",    "s != 1 or in != c"],
      ["-",    "kind",     "in",   "-", "c", "s", "m", "relu"],
      ["-",    "kind",     "-",    "-", "c", 1,   "m"],
      ["-",    "add",      "x",    "-", "-", "-", "-", "relu"] ] } },
  "body": [
    ["name", "operator", "kind",  "k",     "c", "n", "s",      "act",  "if"],
    ["-",    "conv",     "-",     "1x7x7", 45,  1,   "1x2x2",  "relu", "split"],
    ["-",    "conv",     "-",     "3x1x1", 64,  1,   1,        "relu", "split"],
    ["c1",   "conv",     "-",     "3x7x7", 64,  1,   "1x2x2",  "relu", "not split"],
    ["c2",   "basic",    "early", "-",     64,  2,   1],
    ["c3",   "basic",    "late",  "-",     128, 2,   "stride"],
    ["c4",   "basic",    "late",  "-",     256, 2,   "stride"],
    ["c5",   "basic",    "late",  "-",     512, 2,   "stride"],
    ["-",    "avgpool"],
    ["-",    "dense",    "-",     "-",     "classes"] ] }

"""###),
    File(path: "architectures/vit.json", names: ["vit", "vit_b16", "vit_b32", "vit_l16", "vit_l32", "vit_h14", "deit_ti", "deit_s", "deit_b"], text: ###"""
{ "name": "vit", "title": "Vision Transformer",
  "source": "arXiv:2010.11929, Figure 1 and Table 1; DeiT: arXiv:2012.12877, Table 1",
  "note": "Without DeiT's distillation token.",
  "let": { "dim": 768, "depth": 12, "heads": 12, "patch": 16, "resolution": 224, "classes": 1000 },
  "variants": [
    ["variant", "dim", "depth", "heads", "patch"],
    ["vit_b16", 768,   12,      12,      16],
    ["vit_b32", 768,   12,      12,      32],
    ["vit_l16", 1024,  24,      16,      16],
    ["vit_l32", 1024,  24,      16,      32],
    ["vit_h14", 1280,  32,      16,      14],
    ["deit_ti", 192,   12,      3,       16],
    ["deit_s",  384,   12,      6,       16],
    ["deit_b",  768,   12,      12,      16] ],
  "input": ["resolution", "resolution", 3],
  "body": [
    ["name",    "operator",    "k",     "c",       "s",     "p", "heads", "n"],
    ["patches", "conv",        "patch", "dim",     "patch", 0],
    ["-",       "tokens"],
    ["class",   "class_token"],
    ["-",       "position"],
    ["blocks",  "encoder",     "-",     "-",       "-",     "-", "heads", "depth"],
    ["-",       "layernorm"],
    ["-",       "pick"],
    ["-",       "dense",       "-",     "classes"] ] }

"""###),
    File(path: "architectures/x3d.json", names: ["x3d", "x3d_xs", "x3d_s", "x3d_m"], text: ###"""
{ "name": "x3d", "title": "X3D: networks expanded along time, space, width and depth",
  "source": "arXiv:2004.04730, Table 3; pytorchvideo",
  "note": "Squeeze-and-excitation is in every other unit of a stage, the first one included: a stage of five is a unit and two pairs.",
  "let": { "width": 2.0, "depth": 2.2, "bottleneck": 2.25, "frames": 13, "resolution": 160, "classes": 400,
           "deep(i)": "ceil(i * depth)" },
  "variants": [
    ["variant", "frames", "resolution"],
    ["x3d_xs",  4,        160],
    ["x3d_s",   13,       160],
    ["x3d_m",   16,       224] ],
  "input": ["frames", "resolution", "resolution", 3],
  "scale": { "c": "floor(c * width)" },
  "defaults": { "norm": "batch" },
  "blocks": {
    "unit": { "let": ["c", "s = 1", "se", "mid = floor(c * bottleneck)"], "body": [
      ["name", "operator",  "from", "k", "c",   "s", "act",  "r",                "if",                 "norm", "bias"],
      ["x",    "conv",      "in",   1,   "c",   "s", "-",    "-",                "in != c"],
      ["y",    "conv",      "x",    1,   "c",   "s", "-",    "-",                "in == c and s != 1", "none", false],
      ["-",    "conv",      "in",   1,   "mid", 1,   "relu"],
      ["-",    "depthwise", "-",    3,   "-",   "s"],
      ["-",    "squeeze",   "-",    "-", "-",   "-", "-",    "round8(mid / 16)", "se"],
      ["-",    "swish"],
      ["-",    "conv",      "-",    1,   "c"],
      ["-",    "add",       "y",    "-", "-",   "-", "relu"] ] },
    "stage": { "let": ["c", "units"], "body": [
      ["operator", "c", "s",     "se",  "n",                      "if"],
      ["unit",     "c", "1x2x2", true],
      ["pair",     "c", "-",     "-",   "floor((units - 1) / 2)", "units > 2"],
      ["unit",     "c", 1,       false, 1,                        "units / 2 == floor(units / 2)"] ] },
    "pair": { "let": ["c"], "body": [
      ["operator", "c", "se"],
      ["unit",     "c", false],
      ["unit",     "c", true] ] } },
  "body": [
    ["name", "operator",  "k",     "c",                      "units",    "s",     "act",  "norm", "bias"],
    ["-",    "conv",      "1x3x3", 12,                       "-",        "1x2x2", "-",    "none", false],
    ["c1",   "depthwise", "5x1x1", "-",                      "-",        1,       "relu"],
    ["c2",   "stage",     "-",     12,                       "ceil(depth)"],
    ["c3",   "stage",     "-",     24,                       "deep(2)"],
    ["c4",   "stage",     "-",     48,                       "deep(5)"],
    ["c5",   "stage",     "-",     96,                       "deep(3)"],
    ["c6",   "conv",      1,       "floor(c5 * bottleneck)", "-",        1,       "relu"],
    ["-",    "avgpool"],
    ["c7",   "conv",      1,       "2048",                   "-",        1,       "relu", "none", false],
    ["-",    "dense",     "-",     "classes",                "-",        "-",     "-",    "none"] ] }

"""###),
    File(path: "architectures/xception.json", names: ["xception"], text: ###"""
{ "name": "xception", "title": "Xception", "source": "arXiv:1610.02357, Figure 5; released code",
  "note": "Batch norm follows a whole separable convolution: there is none between its depthwise and pointwise halves.",
  "let": { "resolution": 299, "classes": 1000 },
  "input": ["resolution", "resolution", 3],
  "defaults": { "norm": "batch" },
  "blocks": {
    "separable": { "let": ["c"], "body": [
      ["operator",  "k", "c", "norm", "bias"],
      ["depthwise", 3,   "-", "none", false],
      ["conv",      1,   "c"] ] },
    "down": { "let": ["c1", "c", "pre = true"], "body": [
      ["name", "operator",  "from", "k", "c", "s", "if"],
      ["x",    "conv",      "in",   1,   "c", 2],
      ["-",    "relu",      "in",   "-", "-", "-", "pre"],
      ["-",    "separable", "-",    "-", "c1"],
      ["-",    "relu"],
      ["-",    "separable", "-",    "-", "c"],
      ["-",    "maxpool",   "-",    3,   "-", 2],
      ["-",    "add",       "x"] ] },
    "middle": { "body": [
      ["operator",  "from", "c"],
      ["relu"],
      ["separable", "-",    "in"],
      ["relu"],
      ["separable", "-",    "in"],
      ["relu"],
      ["separable", "-",    "in"],
      ["add",       "in"] ] } },
  "body": [
    ["operator", "k", "c", "s", "p", "act"],
    ["conv",     3,   32,  2,   0,   "relu"],
    ["conv",     3,   64,  1,   0,   "relu"],
    ["operator", "c1", "c", "n", "pre"],
    ["down",     128,  128, 1,   false],
    ["down",     256,  256],
    ["down",     728,  728],
    ["middle",   "-",  "-", 8],
    ["down",     728,  1024],
    ["operator",  "c"],
    ["separable", 1536],
    ["relu"],
    ["separable", 2048],
    ["relu"],
    ["avgpool"],
    ["dense",     "classes"] ] }

"""###),
    File(path: "blocks/bneck.json", names: ["bneck"], text: ###"""
{ "source": "arXiv:1905.02244, Figure 4",
  "defaults": { "norm": "batch" },
  "blocks": {
    "bneck": { "let": ["k", "t", "c", "act", "s", "se = false"], "body": [
      ["name",   "operator",  "from", "k", "c",              "s", "act", "if", "r",                  "gate"],
      ["expand", "conv",      "-",    1,   "round8(in * t)", 1,   "act", "t > 1"],
      ["-",      "depthwise", "-",    "k", "-",              "s", "act"],
      ["-",      "squeeze",   "-",    "-", "-",              "-", "-",   "se", "round8(expand / 4)", "hsigmoid"],
      ["-",      "conv",      "-",    1,   "c"],
      ["-",      "add",       "in",   "-", "-",              "-", "-",   "s == 1 and in == c"] ] } } }

"""###),
    File(path: "blocks/detnas.json", names: ["shuffle_choice", "shuffle_choices", "shuffle_down", "shuffle_unit", "shuffle_xception", "shuffle_xception_down"], text: ###"""
{ "source": "arXiv:1903.10979; units as in arXiv:1904.00420",
  "defaults": { "norm": "batch" },
  "blocks": {
    "shuffle_down": { "let": ["k", "c"], "body": [
      ["name", "operator",  "from", "k", "c",      "s", "act"],
      ["-",    "depthwise", "in",   "k", "-",      2],
      ["left", "conv",      "-",    1,   "in",     1,   "relu"],
      ["-",    "conv",      "in",   1,   "c / 2",  1,   "relu"],
      ["-",    "depthwise", "-",    "k", "-",      2],
      ["-",    "conv",      "-",    1,   "c - in", 1,   "relu"],
      ["-",    "concat",    "left"],
      ["-",    "shuffle"] ] },
    "shuffle_unit": { "let": ["k"], "body": [
      ["name", "operator",  "from", "k", "c",      "act"],
      ["left", "split",     "in",   "-", "in / 2"],
      ["-",    "split",     "in",   "-", "in / 2"],
      ["-",    "conv",      "-",    1,   "in / 2", "relu"],
      ["-",    "depthwise", "-",    "k"],
      ["-",    "conv",      "-",    1,   "in / 2", "relu"],
      ["-",    "concat",    "left"],
      ["-",    "shuffle"] ] },
    "shuffle_xception_down": { "let": ["c"], "body": [
      ["name", "operator",  "from", "k", "c",      "s", "act"],
      ["-",    "depthwise", "in",   3,   "-",      2],
      ["left", "conv",      "-",    1,   "in",     1,   "relu"],
      ["-",    "depthwise", "in",   3,   "-",      2],
      ["-",    "conv",      "-",    1,   "c / 2",  1,   "relu"],
      ["-",    "depthwise", "-",    3],
      ["-",    "conv",      "-",    1,   "c / 2",  1,   "relu"],
      ["-",    "depthwise", "-",    3],
      ["-",    "conv",      "-",    1,   "c - in", 1,   "relu"],
      ["-",    "concat",    "left"],
      ["-",    "shuffle"] ] },
    "shuffle_xception": { "body": [
      ["name", "operator",  "from", "k", "c",      "act"],
      ["left", "split",     "in",   "-", "in / 2"],
      ["-",    "split",     "in",   "-", "in / 2"],
      ["-",    "depthwise", "-",    3],
      ["-",    "conv",      "-",    1,   "in / 2", "relu"],
      ["-",    "depthwise", "-",    3],
      ["-",    "conv",      "-",    1,   "in / 2", "relu"],
      ["-",    "depthwise", "-",    3],
      ["-",    "conv",      "-",    1,   "in / 2", "relu"],
      ["-",    "concat",    "left"],
      ["-",    "shuffle"] ] },
    "shuffle_choice": {
      "note": "A choice block of a search space: b is k3, k5, k7 or xception. It halves the map if c is given.",
      "let": ["b", "c = in", "k = if(b == k7, 7, if(b == k5, 5, 3))"], "body": [
        ["operator",              "k", "c", "if"],
        ["shuffle_down",          "k", "c", "c != in and b != xception"],
        ["shuffle_xception_down", "-", "c", "c != in and b == xception"],
        ["shuffle_unit",          "k", "-", "c == in and b != xception"],
        ["shuffle_xception",      "-", "-", "c == in and b == xception"] ] },
    "shuffle_choices": { "let": ["b1", "b2", "b3", "b4", "c = in"], "body": [
      ["operator",       "b",  "c"],
      ["shuffle_choice", "b1", "c"],
      ["shuffle_choice", "b2"],
      ["shuffle_choice", "b3"],
      ["shuffle_choice", "b4"] ] } } }

"""###),
    File(path: "blocks/fire.json", names: ["fire"], text: ###"""
{ "source": "arXiv:1602.07360, Figure 1",
  "defaults": { "act": "relu" },
  "blocks": {
    "fire": { "let": ["s1", "e1", "e3"], "body": [
      ["name",     "operator", "from",     "k", "c"],
      ["squeeze1", "conv",     "in",       1,   "s1"],
      ["a",        "conv",     "squeeze1", 1,   "e1"],
      ["b",        "conv",     "squeeze1", 3,   "e3"],
      ["-",        "concat",   ["a", "b"]] ] } } }

"""###),
    File(path: "blocks/fpn.json", names: ["fpn", "fpn_c5_p7", "fpn_p5", "fpn_p7"], text: ###"""
{ "source": "arXiv:1612.03144, Figure 3; arXiv:1708.02002, section 4",
  "note": "P6 and P7 of RetinaNet: from C5 in the paper, from P5 in torchvision.",
  "defaults": { "called": "function" },
  "blocks": {
    "fpn": { "let": ["c"], "inputs": ["c2", "c3", "c4", "c5"], "outputs": ["p2", "p3", "p4", "p5", "p6"], "body": [
      ["name", "operator", "from", "k", "c", "s"],
      ["m5",   "conv",     "c5",   1,   "c"],
      ["l4",   "conv",     "c4",   1,   "c"],
      ["m4",   "add",      ["l4", "resize(m5, l4)"]],
      ["l3",   "conv",     "c3",   1,   "c"],
      ["m3",   "add",      ["l3", "resize(m4, l3)"]],
      ["l2",   "conv",     "c2",   1,   "c"],
      ["m2",   "add",      ["l2", "resize(m3, l2)"]],
      ["p2",   "conv",     "m2",   3,   "c"],
      ["p3",   "conv",     "m3",   3,   "c"],
      ["p4",   "conv",     "m4",   3,   "c"],
      ["p5",   "conv",     "m5",   3,   "c"],
      ["p6",   "maxpool",  "p5",   1,   "-", 2] ] },
    "fpn_p5": { "let": ["c"], "inputs": ["c3", "c4", "c5"], "outputs": ["p3", "p4", "p5"], "body": [
      ["name", "operator", "from", "k", "c"],
      ["m5",   "conv",     "c5",   1,   "c"],
      ["l4",   "conv",     "c4",   1,   "c"],
      ["m4",   "add",      ["l4", "resize(m5, l4)"]],
      ["l3",   "conv",     "c3",   1,   "c"],
      ["m3",   "add",      ["l3", "resize(m4, l3)"]],
      ["p3",   "conv",     "m3",   3,   "c"],
      ["p4",   "conv",     "m4",   3,   "c"],
      ["p5",   "conv",     "m5",   3,   "c"] ] },
    "fpn_p7": { "let": ["c"], "inputs": ["c3", "c4", "c5"], "outputs": ["fpn", "p6", "p7"], "body": [
      ["name", "operator", "from",     "k", "c", "s"],
      ["fpn",  "fpn_p5",   "in",       "-", "c"],
      ["p6",   "conv",     "fpn.p5",   3,   "c", 2],
      ["p7",   "conv",     "relu(p6)", 3,   "c", 2] ] },
    "fpn_c5_p7": { "let": ["c"], "inputs": ["c3", "c4", "c5"], "outputs": ["fpn", "p6", "p7"], "body": [
      ["name", "operator", "from",     "k", "c", "s"],
      ["fpn",  "fpn_p5",   "in",       "-", "c"],
      ["p6",   "conv",     "c5",       3,   "c", 2],
      ["p7",   "conv",     "relu(p6)", 3,   "c", 2] ] } } }

"""###),
    File(path: "blocks/layers.json", names: ["bottleneck", "grouped", "inverted_residual", "separable", "standard"], text: ###"""
{ "source": "arXiv:1704.04861, Figure 2; arXiv:1512.03385, Figure 5; arXiv:1801.04381, Figure 3",
  "defaults": { "norm": "batch" },
  "blocks": {
    "standard": { "let": ["c", "s = 1", "k = 3"], "body": [
      ["operator", "k", "c", "s", "act"],
      ["conv",     "k", "c", "s", "relu"] ] },
    "separable": { "let": ["c", "s = 1", "k = 3"], "body": [
      ["operator",  "k", "c", "s", "act"],
      ["depthwise", "k", "-", "s", "relu"],
      ["conv",      1,   "c", 1,   "relu"] ] },
    "grouped": { "let": ["c", "s = 1", "k = 3", "g = 2"], "body": [
      ["operator", "k", "c", "s", "g", "act"],
      ["conv",     "k", "c", "s", "g", "relu"] ] },
    "bottleneck": { "let": ["c", "s = 1", "k = 3"], "body": [
      ["operator", "from", "k", "c",     "s", "act",  "if"],
      ["conv",     "-",    1,   "c / 4", 1,   "relu"],
      ["conv",     "-",    "k", "c / 4", "s", "relu"],
      ["conv",     "-",    1,   "c"],
      ["add",      "in",   "-", "-",     "-", "relu", "s == 1 and in == c"] ] },
    "inverted_residual": { "let": ["c", "s = 1", "k = 3", "t = 6"], "body": [
      ["operator",  "from", "k", "c",      "s", "act", "if"],
      ["conv",      "-",    1,   "in * t", 1,   "relu6"],
      ["depthwise", "-",    "k", "-",      "s", "relu6"],
      ["conv",      "-",    1,   "c"],
      ["add",       "in",   "-", "-",      "-", "-",   "s == 1 and in == c"] ] } } }

"""###),
    File(path: "blocks/mbconv.json", names: ["fused_mbconv", "mbconv"], text: ###"""
{ "source": "arXiv:1807.11626, Figure 7; arXiv:2104.00298, Figure 2",
  "defaults": { "norm": "batch" },
  "blocks": {
    "mbconv": { "let": ["t", "k", "c", "s", "act", "r = 0"], "body": [
      ["name",   "operator",  "from", "k", "c",              "s", "act", "if",    "r"],
      ["expand", "conv",      "-",    1,   "round8(in * t)", 1,   "act", "t > 1"],
      ["-",      "depthwise", "-",    "k", "-",              "s", "act"],
      ["-",      "squeeze",   "-",    "-", "-",              "-", "act", "r > 0", "floor(in * r)"],
      ["-",      "conv",      "-",    1,   "c"],
      ["-",      "add",       "in",   "-", "-",              "-", "-",   "s == 1 and in == c"] ] },
    "fused_mbconv": { "let": ["t", "k", "c", "s", "act"], "body": [
      ["operator", "from", "k", "c",      "s", "act", "if"],
      ["conv",     "-",    "k", "c",      "s", "act", "t == 1"],
      ["conv",     "-",    "k", "in * t", "s", "act", "t > 1"],
      ["conv",     "-",    1,   "c",      1,   "-",   "t > 1"],
      ["add",      "in",   "-", "-",      "-", "-",   "s == 1 and in == c"] ] } } }

"""###),
    File(path: "blocks/squeeze.json", names: ["squeeze"], text: ###"""
{ "source": "arXiv:1709.01507, Figure 3",
  "blocks": {
    "squeeze": { "let": ["r", "act = relu", "gate = sigmoid", "called = module"], "body": [
      ["operator", "from", "c",  "act",  "called"],
      ["avgpool",  "-",    "-",  "-",    "called"],
      ["dense",    "-",    "r",  "act"],
      ["dense",    "-",    "in", "gate"],
      ["multiply", "in"] ] } } }

"""###),
    File(path: "blocks/transformer.json", names: ["attention", "encoder", "mlp"], text: ###"""
{ "source": "arXiv:1706.03762, Figures 1 and 2; arXiv:2010.11929, Figure 1",
  "note": "Queries, keys and values are one layer, as in the released code. Queries are scaled without a layer.",
  "blocks": {
    "attention": { "let": ["heads", "relative = false"], "body": [
      ["name", "operator",          "from",     "c",      "at",     "heads", "transpose", "if"],
      ["qkv",  "linear",            "-",        "3 * in"],
      ["q",    "split",             "qkv",      "in"],
      ["k",    "split",             "qkv",      "in",     "in"],
      ["v",    "split",             "qkv",      "in",     "2 * in"],
      ["-",    "matmul",            ["q", "k"], "-",      "-",      "heads", true],
      ["-",    "relative_position", "-",        "-",      "-",      "heads", "-",         "relative"],
      ["-",    "softmax",           "-",        "-",      "-",      "heads"],
      ["-",    "matmul",            ["-", "v"], "-",      "-",      "heads"],
      ["-",    "linear",            "-",        "in"] ] },
    "mlp": { "let": ["t = 4", "act = gelu"], "body": [
      ["operator", "c",      "act"],
      ["linear",   "in * t", "act"],
      ["linear",   "in"] ] },
    "encoder": { "let": ["heads", "t = 4", "act = gelu"], "body": [
      ["name", "operator",  "from", "heads", "t", "act"],
      ["-",    "layernorm"],
      ["-",    "attention", "-",    "heads"],
      ["x",    "add",       "in"],
      ["-",    "layernorm"],
      ["-",    "mlp",       "-",    "-",     "t", "act"],
      ["-",    "add",       "x"] ] } } }

"""###),
    File(path: "blocks/uib.json", names: ["mqa", "uib"], text: ###"""
{ "source": "arXiv:2404.10518; timm 1.0.31",
  "defaults": { "norm": "batch" },
  "blocks": {
    "uib": { "let": ["a", "k", "c", "s = 1", "t = 4", "scaled = false"], "body": [
      ["operator",   "from", "k", "c",              "s",               "act",  "if"],
      ["depthwise",  "-",    "a", "-",              "if(k > 0, 1, s)", "-",    "a > 0"],
      ["conv",       "-",    1,   "round8(in * t)", 1,                 "relu"],
      ["depthwise",  "-",    "k", "-",              "s",               "relu", "k > 0"],
      ["conv",       "-",    1,   "c"],
      ["layerscale", "-",    "-", "-",              "-",               "-",    "scaled"],
      ["add",        "in",   "-", "-",              "-",               "-",    "s == 1 and in == c"] ] },
    "mqa": { "let": ["heads", "dim", "s = 1"], "body": [
      ["name",  "operator",  "from", "k", "c",           "s", "norm", "bias", "if"],
      ["x",     "batchnorm"],
      ["query", "conv",      "x",    1,   "heads * dim", 1,   "none", false],
      ["-",     "depthwise", "x",    3,   "-",           "s", "-",    "-",    "s > 1"],
      ["key",   "conv",      "-",    1,   "dim",         1,   "none", false],
      ["-",     "depthwise", "x",    3,   "-",           "s", "-",    "-",    "s > 1"],
      ["value", "conv",      "-",    1,   "dim",         1,   "none", false],
      ["name", "operator", "from",           "heads", "kv_heads", "transpose"],
      ["-",    "matmul",   ["query", "key"], "heads", 1,          true],
      ["-",    "softmax",  "-",              "heads"],
      ["-",    "matmul",   ["-", "value"],   "heads", 1],
      ["operator",   "from", "k", "c",  "norm", "bias"],
      ["conv",       "-",    1,   "in", "none", false],
      ["layerscale"],
      ["add",        "in"] ] } } }

"""###),
    File(path: "conventions/calflops-flops.json", names: ["calflops-flops"], text: ###"""
{ "name": "calflops-flops", "title": "FLOPs of calflops",
  "source": "calflops 0.3.2: source read; measured",
  "note": "The MACs of the same tool are the convention calflops. It divides the filters of a transposed convolution by the groups twice, and sizes its bias as for a convolution.",
  "unit": "FLOPs",
  "macs": [
    ["term",           "of",                                                        "count"],
    ["convolution",    ["conv", "depthwise"],                                       "macs"],
    ["convolution",    "transposed",                                                "window * inputs * floor(channels / groups / groups)"],
    ["linear",         "dense",                                                     "macs"],
    ["matrix product", "matmul",                                                    "if(called == function, macs, 0)"],
    ["factor two",     ["conv", "depthwise"],                                       "macs"],
    ["factor two",     "transposed",                                                "window * inputs * floor(channels / groups / groups)"],
    ["factor two",     "dense",                                                     "macs"],
    ["factor two",     "matmul",                                                    "if(called == function, macs, 0)"],
    ["bias",           ["conv", "depthwise"],                                       "biases * positions"],
    ["bias",           "transposed",                                                "if(hasBias, channels / groups * convolved, 0)"],
    ["batch norm",     "batchnorm",                                                 "2 * outputs"],
    ["normalization",  ["layernorm", "groupnorm", "instancenorm"],                  "5 * outputs"],
    ["activation",     ["relu", "leaky", "swish", "gelu", "prelu", "prelu_shared"], "outputs"],
    ["softmax",        "softmax",                                                   "outputs"],
    ["pooling",        ["avgpool", "maxpool", "global_avgpool", "global_maxpool"],  "if(called == mean, 0, inputs)"],
    ["interpolation",  "resize",                                                    "if(called == module, inputs, positions / batch)"] ] }

"""###),
    File(path: "conventions/calflops.json", names: ["calflops"], text: ###"""
{ "name": "calflops", "title": "MACs of calflops",
  "source": "calflops 0.3.2: source read; measured",
  "note": "The FLOPs that it also prints are the convention calflops-flops. It divides the filters of a transposed convolution by the groups twice, and sees torch.matmul but not the operator @.",
  "macs": [
    ["term",           "of",                  "count"],
    ["convolution",    ["conv", "depthwise"], "macs"],
    ["convolution",    "transposed",          "window * inputs * floor(channels / groups / groups)"],
    ["linear",         "dense",               "macs"],
    ["matrix product", "matmul",              "if(called == function, macs, 0)"] ] }

"""###),
    File(path: "conventions/convolutions.json", names: ["convolutions"], text: ###"""
{ "name": "convolutions", "title": "Multiply-adds of convolutions only",
  "source": "arXiv:1512.03385, Table 1",
  "macs": [
    ["term",        "of",                                "count"],
    ["convolution", ["conv", "depthwise", "transposed"], "macs"] ] }

"""###),
    File(path: "conventions/deepspeed.json", names: ["deepspeed"], text: ###"""
{ "name": "deepspeed", "title": "FLOPs of DeepSpeed's profiler",
  "source": "DeepSpeed 0.16.9, profiling/flops_profiler: source read; measured",
  "note": "Its MACs are those of calflops, except that it sees the operator @. It divides the filters of a transposed convolution by the groups twice, and sizes its bias as for a convolution.",
  "unit": "FLOPs",
  "macs": [
    ["term",           "of",                                                        "count"],
    ["convolution",    ["conv", "depthwise"],                                       "macs"],
    ["convolution",    "transposed",                                                "window * inputs * floor(channels / groups / groups)"],
    ["linear",         "dense",                                                     "macs"],
    ["matrix product", "matmul",                                                    "macs"],
    ["factor two",     ["conv", "depthwise"],                                       "macs"],
    ["factor two",     "transposed",                                                "window * inputs * floor(channels / groups / groups)"],
    ["factor two",     "dense",                                                     "macs"],
    ["factor two",     "matmul",                                                    "macs"],
    ["bias",           ["conv", "depthwise"],                                       "biases * positions"],
    ["bias",           "transposed",                                                "if(hasBias, channels / groups * convolved, 0)"],
    ["batch norm",     "batchnorm",                                                 "2 * outputs"],
    ["normalization",  ["layernorm", "groupnorm", "instancenorm"],                  "5 * outputs"],
    ["activation",     ["relu", "leaky", "swish", "gelu", "prelu", "prelu_shared"], "outputs"],
    ["softmax",        "softmax",                                                   "outputs"],
    ["pooling",        ["avgpool", "maxpool", "global_avgpool", "global_maxpool"],  "if(called == mean, 0, inputs)"],
    ["interpolation",  "resize",                                                    "positions / batch"] ] }

"""###),
    File(path: "conventions/fvcore-on-timm.json", names: ["fvcore-on-timm"], text: ###"""
{ "name": "fvcore-on-timm", "title": "fvcore on timm's models",
  "source": "huggingface/pytorch-image-models, results/",
  "note": "timm squeezes with x.mean, which counts nothing, and the pooling of the head is not counted here.",
  "macs": [
    ["term",        "of",                                "count"],
    ["convolution", ["conv", "depthwise", "transposed"], "macs"],
    ["linear",      ["dense", "matmul"],                 "macs"],
    ["batch norm",  "batchnorm",                         "2 * outputs"] ] }

"""###),
    File(path: "conventions/fvcore.json", names: ["fvcore"], text: ###"""
{ "name": "fvcore", "title": "fvcore's FlopCountAnalysis",
  "source": "fvcore 0.1.5: source read; measured",
  "note": "The tool calls it FLOPs. It follows the traced graph, so functions count like modules; means written as arithmetic count nothing.",
  "macs": [
    ["term",          "of",                                "count"],
    ["convolution",   ["conv", "depthwise", "transposed"], "macs"],
    ["linear",        ["dense", "matmul"],                 "macs"],
    ["batch norm",    "batchnorm",                         "2 * outputs"],
    ["batch norm",    "frozen",                            "0 * outputs"],
    ["pooling",       "global_avgpool",                    "if(called == mean, 0, inputs)"],
    ["layer norm",    "layernorm",                         "5 * outputs"],
    ["normalization", ["groupnorm", "instancenorm"],       "5 * outputs"],
    ["interpolation", "resize",                            "outputs"] ] }

"""###),
    File(path: "conventions/keras.json", names: ["keras"], text: ###"""
{ "name": "keras", "title": "Parameters as Keras totals them",
  "source": "keras.io, model.summary()",
  "note": "Batch normalization also counts its moving mean and variance, which are not trainable.",
  "parameters": [
    ["term",       "of",                                                                                   "count"],
    ["weights",    ["conv", "depthwise", "transposed", "dense", "add", "l2norm", "layerscale", "biasadd"], "weights"],
    ["slopes",     ["prelu", "prelu_shared"],                                                              "weights"],
    ["embeddings", ["class_token", "position", "relative_position"],                                       "weights"],
    ["biases",     ["conv", "depthwise", "transposed", "dense"],                                           "biases"],
    ["batch norm", ["batchnorm", "frozen"],                                                                "4 * channels"],
    ["norm",       ["layernorm", "groupnorm", "instancenorm"],                                             "weights"] ] }

"""###),
    File(path: "conventions/onnx-tool.json", names: ["onnx-tool"], text: ###"""
{ "name": "onnx-tool", "title": "onnx-tool on the exported graph",
  "source": "onnx-tool 1.0.1: measured",
  "note": "It counts the exported graph, in which each batch normalization is folded into its convolution and leaves a bias there; one that cannot be folded counts 31 per element, which these rules omit. A transposed convolution is counted as if each output used all taps of as many channels as there are outputs.",
  "macs": [
    ["term",             "of",                                         "count"],
    ["convolution",      ["conv", "depthwise"],                        "macs"],
    ["convolution",      "transposed",                                 "window * outputs * channels / groups"],
    ["linear",           ["dense", "matmul"],                          "macs"],
    ["bias",             ["conv", "depthwise", "transposed"],          "if(hasBias or hasBatchNorm, channels * positions, 0)"],
    ["bias",             "dense",                                      "biases * positions"],
    ["batch norm",       "frozen",                                     "2 * outputs"],
    ["normalization",    "layernorm",                                  "10 * outputs + 5 * positions"],
    ["normalization",    "groupnorm",                                  "9 * outputs"],
    ["normalization",    "instancenorm",                               "7 * outputs"],
    ["activation",       "relu",                                       "outputs"],
    ["activation",       ["relu6", "leaky", "prelu", "prelu_shared"],  "2 * outputs"],
    ["activation",       "sigmoid",                                    "32 * outputs"],
    ["activation",       "swish",                                      "33 * outputs"],
    ["activation",       "hsigmoid",                                   "4 * outputs"],
    ["activation",       "hswish",                                     "5 * outputs"],
    ["activation",       "gelu",                                       "7 * outputs"],
    ["activation",       "tanh",                                       "76 * outputs"],
    ["softmax",          "softmax",                                    "36 * outputs"],
    ["pooling",          ["avgpool", "maxpool"],                       "window * outputs"],
    ["pooling",          "global_avgpool",                             "inputs + if(called == mean, 0, 4 * outputs)"],
    ["pooling",          "global_maxpool",                             "inputs"],
    ["elementwise",      ["add", "multiply", "layerscale", "biasadd"], "outputs"],
    ["shape arithmetic", "split",                                      "if(start == 0, 7, 0)"] ] }

"""###),
    File(path: "conventions/paper.json", names: ["paper"], text: ###"""
{ "name": "paper", "title": "Multiply-adds as most papers count them",
  "source": "arXiv:1704.04861, section 3.1",
  "note": "Convolutions and dense layers, including the classifier, without biases, normalization, activation and pooling. costcalc counts the same.",
  "macs": [
    ["term",        "of",                                "count"],
    ["convolution", ["conv", "depthwise", "transposed"], "macs"],
    ["linear",      ["dense", "matmul"],                 "macs"] ] }

"""###),
    File(path: "conventions/ptflops-0.6.json", names: ["ptflops-0.6"], text: ###"""
{ "name": "ptflops-0.6", "title": "ptflops before 0.7",
  "source": "ptflops 0.6.9: source read; measured",
  "note": "It counts modules and sees no functions.",
  "macs": [
    ["term",          "of",                                                        "count"],
    ["convolution",   ["conv", "depthwise"],                                       "macs"],
    ["convolution",   "transposed",                                                "weights * positions"],
    ["linear",        "dense",                                                     "macs"],
    ["bias",          ["conv", "depthwise", "transposed"],                         "biases * positions"],
    ["bias",          "dense",                                                     "biases"],
    ["batch norm",    "batchnorm",                                                 "2 * outputs"],
    ["normalization", ["groupnorm", "instancenorm"],                               "2 * outputs"],
    ["activation",    ["relu", "relu6", "leaky", "gelu", "prelu", "prelu_shared"], "outputs"],
    ["pooling",       ["avgpool", "maxpool", "global_avgpool", "global_maxpool"],  "if(called == mean or called == function, 0, inputs)"],
    ["interpolation", "resize",                                                    "if(called == module, outputs / batch, 0)"] ] }

"""###),
    File(path: "conventions/ptflops-0.7.5.json", names: ["ptflops-0.7.5"], text: ###"""
{ "name": "ptflops-0.7.5", "title": "ptflops 0.7.5, pytorch backend",
  "source": "ptflops 0.7.5: source read; measured",
  "note": "As in earlier versions, except that a transposed convolution uses its taps at each input.",
  "macs": [
    ["term",           "of",                                                       "count"],
    ["convolution",    ["conv", "depthwise"],                                      "macs"],
    ["convolution",    "transposed",                                               "macs"],
    ["linear",         "dense",                                                    "macs"],
    ["matrix product", "matmul",                                                   "if(called == function, macs, 0)"],
    ["bias",           ["conv", "depthwise", "transposed", "dense"],               "biases * positions"],
    ["batch norm",     "batchnorm",                                                "2 * outputs"],
    ["normalization",  ["groupnorm", "instancenorm"],                              "2 * outputs"],
    ["normalization",  "layernorm",                                                "outputs"],
    ["activation",     ["relu", "gelu", "prelu", "prelu_shared"],                  "2 * outputs"],
    ["activation",     ["relu6", "swish", "leaky"],                                "outputs"],
    ["softmax",        "softmax",                                                  "outputs"],
    ["pooling",        ["avgpool", "maxpool", "global_avgpool", "global_maxpool"], "if(called == mean, 0, if(called == function, inputs, 2 * inputs))"],
    ["interpolation",  "resize",                                                   "outputs + if(called == module, outputs / batch, 0)"] ] }

"""###),
    File(path: "conventions/ptflops-aten.json", names: ["ptflops-aten"], text: ###"""
{ "name": "ptflops-aten", "title": "ptflops, aten backend",
  "source": "ptflops 0.7.5: source read; measured",
  "macs": [
    ["term",        "of",                                         "count"],
    ["convolution", ["conv", "depthwise", "transposed"],          "macs"],
    ["linear",      ["dense", "matmul"],                          "macs"],
    ["bias",        ["conv", "depthwise", "transposed", "dense"], "biases * positions"] ] }

"""###),
    File(path: "conventions/ptflops.json", names: ["ptflops"], text: ###"""
{ "name": "ptflops", "title": "ptflops 0.7 to 0.7.4, pytorch backend",
  "source": "ptflops 0.7.4: source read; measured",
  "note": "It counts modules and functions, so a module that calls a function counts twice: ReLU, pooling, upsampling. A transposed convolution is counted as if each output used all taps.",
  "macs": [
    ["term",           "of",                                                       "count"],
    ["convolution",    ["conv", "depthwise"],                                      "macs"],
    ["convolution",    "transposed",                                               "weights * positions"],
    ["linear",         "dense",                                                    "macs"],
    ["matrix product", "matmul",                                                   "if(called == function, macs, 0)"],
    ["bias",           ["conv", "depthwise", "transposed", "dense"],               "biases * positions"],
    ["batch norm",     "batchnorm",                                                "2 * outputs"],
    ["normalization",  ["groupnorm", "instancenorm"],                              "2 * outputs"],
    ["normalization",  "layernorm",                                                "outputs"],
    ["activation",     ["relu", "gelu", "prelu", "prelu_shared"],                  "2 * outputs"],
    ["activation",     ["relu6", "swish", "leaky"],                                "outputs"],
    ["softmax",        "softmax",                                                  "outputs"],
    ["pooling",        ["avgpool", "maxpool", "global_avgpool", "global_maxpool"], "if(called == mean, 0, if(called == function, inputs, 2 * inputs))"],
    ["interpolation",  "resize",                                                   "outputs + if(called == module, outputs / batch, 0)"] ] }

"""###),
    File(path: "conventions/pycls.json", names: ["pycls"], text: ###"""
{ "name": "pycls", "title": "pycls' net complexity",
  "source": "facebookresearch/pycls, models/blocks.py",
  "macs": [
    ["term",        "of",                                         "count"],
    ["convolution", ["conv", "depthwise", "transposed"],          "macs"],
    ["linear",      ["dense", "matmul"],                          "macs"],
    ["bias",        ["conv", "depthwise", "transposed", "dense"], "biases * positions"] ] }

"""###),
    File(path: "conventions/pytorchcv.json", names: ["pytorchcv"], text: ###"""
{ "name": "pytorchcv", "title": "FLOPs as pytorchcv measures them",
  "source": "osmr/imgclsmob, pytorch/metrics",
  "note": "Its tables print half of this. Without a bias, one addition less is counted: per input channel of each filter in a convolution, per output in a dense layer. Sums, concatenations and means count nothing.",
  "unit": "FLOPs",
  "macs": [
    ["term",          "of",                                 "count"],
    ["convolution",   ["conv", "depthwise"],                "macs"],
    ["factor two",    ["conv", "depthwise"],                "macs"],
    ["missing sums",  ["conv", "depthwise"],                "if(hasBias, 0, 0 - batch * weights / window)"],
    ["convolution",   "transposed",                         "4 * inputs"],
    ["linear",        "dense",                              "macs"],
    ["factor two",    "dense",                              "macs"],
    ["missing sums",  "dense",                              "if(hasBias, 0, 0 - outputs)"],
    ["normalization", ["batchnorm", "instancenorm"],        "4 * outputs"],
    ["interpolation", "resize",                             "4 * inputs"],
    ["activation",    ["relu", "relu6", "hsigmoid"],        "outputs"],
    ["activation",    ["leaky", "hswish"],                  "2 * outputs"],
    ["activation",    "sigmoid",                            "4 * outputs"],
    ["activation",    "swish",                              "5 * outputs"],
    ["pooling",       ["avgpool", "maxpool"],               "window * outputs"],
    ["pooling",       ["global_avgpool", "global_maxpool"], "if(called == mean, 0, inputs)"],
    ["shuffle",       "shuffle",                            "outputs"] ] }

"""###),
    File(path: "conventions/tensorflow.json", names: ["tensorflow"], text: ###"""
{ "name": "tensorflow", "title": "TensorFlow's profiler on an inference graph",
  "source": "tensorflow/tensorflow, python/profiler/internal/flops_registry.py; google/automl, num_params_flops",
  "note": "Tables print half of this. The graph includes the initializers: a product and a sum for each weight. Fused batch normalization and sigmoid count nothing; swish counts as a product.",
  "unit": "FLOPs",
  "macs": [
    ["term",        "of",                                                   "count"],
    ["convolution", ["conv", "depthwise", "transposed"],                    "macs"],
    ["linear",      ["dense", "matmul"],                                    "macs"],
    ["factor two",  ["conv", "depthwise", "transposed", "dense", "matmul"], "macs"],
    ["bias",        ["conv", "depthwise", "transposed", "dense"],           "biases * positions"],
    ["initializer", ["conv", "depthwise", "transposed", "dense"],           "2 * weights"],
    ["activation",  "swish",                                                "outputs"],
    ["pooling",     ["avgpool", "maxpool"],                                 "window * outputs"],
    ["pooling",     "global_avgpool",                                       "inputs"],
    ["elementwise", ["add", "multiply"],                                    "outputs"] ] }

"""###),
    File(path: "conventions/tf-slim.json", names: ["tf-slim"], text: ###"""
{ "name": "tf-slim", "title": "Parameters as tf-slim's README counts them",
  "source": "tensorflow/models, research/slim/nets/mobilenet_v1.md",
  "note": "Batch normalization has no scale there, and counts its moving mean and variance, which are not trainable.",
  "parameters": [
    ["term",       "of",                                                                                   "count"],
    ["weights",    ["conv", "depthwise", "transposed", "dense", "add", "l2norm", "layerscale", "biasadd"], "weights"],
    ["slopes",     ["prelu", "prelu_shared"],                                                              "weights"],
    ["embeddings", ["class_token", "position", "relative_position"],                                       "weights"],
    ["biases",     ["conv", "depthwise", "transposed", "dense"],                                           "biases"],
    ["batch norm", "batchnorm",                                                                            "3 * channels"] ] }

"""###),
    File(path: "conventions/thop-0.0.json", names: ["thop-0.0"], text: ###"""
{ "name": "thop-0.0", "title": "thop before 0.1",
  "source": "thop 0.0.31 of May 2020: source read; measured",
  "note": "It counts modules by their exact type and sees no functions. All versions until June 2022 count batch normalization this way.",
  "macs": [
    ["term",        "of",                                "count"],
    ["convolution", ["conv", "depthwise"],               "macs"],
    ["convolution", "transposed",                        "weights * positions"],
    ["linear",      "dense",                             "macs"],
    ["bias",        ["conv", "depthwise", "transposed"], "biases * positions"],
    ["batch norm",  "batchnorm",                         "2 * outputs"],
    ["activation",  "leaky",                             "outputs"],
    ["pooling",     "avgpool",                           "if(called == function, 0, outputs)"],
    ["pooling",     "global_avgpool",                    "if(called == module, inputs + outputs, 0)"] ] }

"""###),
    File(path: "conventions/thop.json", names: ["thop"], text: ###"""
{ "name": "thop", "title": "thop, by module types",
  "source": "thop 0.1.1: source read; measured",
  "note": "The tool calls it FLOPs in its examples and MACs in its code. It counts modules by their exact type and sees no functions. A transposed convolution is counted as if each output used all taps.",
  "macs": [
    ["term",          "of",                          "count"],
    ["convolution",   ["conv", "depthwise"],         "macs"],
    ["convolution",   "transposed",                  "weights * positions"],
    ["linear",        "dense",                       "macs"],
    ["batch norm",    "batchnorm",                   "4 * outputs"],
    ["normalization", ["layernorm", "instancenorm"], "4 * outputs"],
    ["activation",    ["prelu", "prelu_shared"],     "outputs"],
    ["softmax",       "softmax",                     "if(called == module, 3 * outputs - groups * positions, 0)"],
    ["pooling",       "avgpool",                     "if(called == function, 0, outputs)"],
    ["pooling",       "global_avgpool",              "if(called == module, inputs + outputs, 0)"],
    ["interpolation", "resize",                      "if(called == module, outputs, 0)"] ] }

"""###),
    File(path: "conventions/toco.json", names: ["toco"], text: ###"""
{ "name": "toco", "title": "toco's estimate of arithmetic operations",
  "source": "tensorflow/tensorflow, lite/toco/tooling_util.cc, EstimateArithmeticOpsCount",
  "note": "The converter to TensorFlow Lite folds each batch normalization, which leaves a bias. Tables print half of this. Global pooling is a mean in the reference code, and counts nothing; a sigmoid is taken to cost 64 operations.",
  "unit": "FLOPs",
  "macs": [
    ["term",        "of",                                                   "count"],
    ["convolution", ["conv", "depthwise", "transposed"],                    "macs"],
    ["linear",      ["dense", "matmul"],                                    "macs"],
    ["factor two",  ["conv", "depthwise", "transposed", "dense", "matmul"], "macs"],
    ["bias",        ["conv", "depthwise", "transposed", "dense"],           "if(hasBias or hasBatchNorm, channels * positions, 0)"],
    ["activation",  "sigmoid",                                              "64 * outputs"],
    ["pooling",     ["avgpool", "maxpool"],                                 "if(called == fixed, 0, window * outputs)"],
    ["elementwise", ["add", "multiply"],                                    "outputs"] ] }

"""###),
    File(path: "conventions/torch-flops.json", names: ["torch-flops"], text: ###"""
{ "name": "torch-flops", "title": "torch's FlopCounterMode, as printed",
  "source": "torch 2.13.0, torch.utils.flop_counter: measured",
  "unit": "FLOPs",
  "macs": [
    ["term",        "of",                                                   "count"],
    ["convolution", ["conv", "depthwise", "transposed"],                    "macs"],
    ["linear",      ["dense", "matmul"],                                    "macs"],
    ["factor two",  ["conv", "depthwise", "transposed", "dense", "matmul"], "macs"] ] }

"""###),
    File(path: "conventions/torch-training.json", names: ["torch-training"], text: ###"""
{ "name": "torch-training", "title": "torch's FlopCounterMode over forward and backward",
  "source": "torch 2.13.0, torch.utils.flop_counter: measured on 23 networks of torchvision",
  "note": "For the gradient of a grouped convolution's weights the tool multiplies by the groups once more than the convolution does (docs/errata.md). costcalc train counts the products that are computed.",
  "unit": "FLOPs",
  "macs": [
    ["term",             "of",                                                   "count"],
    ["forward",          ["conv", "depthwise", "transposed", "dense", "matmul"], "2 * macs"],
    ["input gradients",  ["conv", "depthwise", "transposed", "dense", "matmul"], "2 * macs * gradients"],
    ["weight gradients", ["conv", "depthwise", "transposed"],                    "2 * macs * groups"],
    ["weight gradients", ["dense"],                                              "2 * macs"] ] }

"""###),
    File(path: "conventions/torch.json", names: ["torch"], text: ###"""
{ "name": "torch", "title": "Half of torch's FlopCounterMode",
  "source": "torch 2.13.0, torch.utils.flop_counter: measured",
  "note": "The tool prints FLOPs, twice this number; see torch-flops. It counts the products that torch computes, whichever module calls them.",
  "macs": [
    ["term",        "of",                                "count"],
    ["convolution", ["conv", "depthwise", "transposed"], "macs"],
    ["linear",      ["dense", "matmul"],                 "macs"] ] }

"""###),
    File(path: "conventions/torchinfo.json", names: ["torchinfo"], text: ###"""
{ "name": "torchinfo", "title": "torchinfo's mult-adds",
  "source": "torchinfo 1.8.0: source read; measured",
  "note": "A convolution counts its parameters times its output positions; any other layer counts its parameters once per sample.",
  "macs": [
    ["term",          "of",                                                    "count"],
    ["convolution",   ["conv", "depthwise"],                                   "macs"],
    ["convolution",   "transposed",                                            "weights * positions"],
    ["linear",        "dense",                                                 "(weights + biases) * batch"],
    ["bias",          ["conv", "depthwise", "transposed"],                     "biases * positions"],
    ["normalization", ["batchnorm", "layernorm", "groupnorm", "instancenorm"], "weights * batch"],
    ["activation",    ["prelu", "prelu_shared"],                               "weights * batch"] ] }

"""###),
    File(path: "conventions/torchprofile.json", names: ["torchprofile"], text: ###"""
{ "name": "torchprofile", "title": "torchprofile on the traced graph",
  "source": "torchprofile 0.1.0: source read; measured",
  "note": "A transposed convolution is counted as if each output used all taps, and without its groups if it changes the number of channels.",
  "macs": [
    ["term",          "of",                                                     "count"],
    ["convolution",   ["conv", "depthwise"],                                    "macs"],
    ["convolution",   "transposed",                                             "window * outputs * if(channels == inputChannels, channels / groups, inputChannels)"],
    ["linear",        ["dense", "matmul"],                                      "macs"],
    ["batch norm",    "batchnorm",                                              "outputs"],
    ["batch norm",    "frozen",                                                 "outputs + 2 * channels"],
    ["normalization", ["layernorm", "groupnorm", "instancenorm", "layerscale"], "outputs"],
    ["activation",    "leaky",                                                  "outputs"],
    ["pooling",       ["avgpool", "global_avgpool"],                            "outputs"],
    ["elementwise",   "multiply",                                               "outputs"] ] }

"""###),
    File(path: "conventions/torchstat-madd.json", names: ["torchstat-madd"], text: ###"""
{ "name": "torchstat-madd", "title": "MAdd of torchstat",
  "source": "torchstat 0.0.7: source read; measured",
  "note": "Products and sums count one each. Without a bias, its sum is not counted.",
  "unit": "FLOPs",
  "macs": [
    ["term",         "of",                                "count"],
    ["convolution",  ["conv", "depthwise", "transposed"], "macs"],
    ["linear",       "dense",                             "macs"],
    ["factor two",   ["conv", "depthwise", "transposed"], "macs"],
    ["factor two",   "dense",                             "macs"],
    ["missing sums", ["conv", "depthwise"],               "if(hasBias, 0, 0 - outputs)"],
    ["missing sums", "transposed",                        "if(hasBias, 0, 0 - channels * inputPositions)"],
    ["missing sums", "dense",                             "0 - outputs"],
    ["batch norm",   "batchnorm",                         "4 * outputs"],
    ["activation",   ["relu", "relu6"],                   "outputs"],
    ["softmax",      "softmax",                           "if(called == module, 3 * outputs - batch, 0)"],
    ["pooling",      "maxpool",                           "if(called == function, 0, (window - 1) * outputs)"],
    ["pooling",      "avgpool",                           "if(called == function, 0, window * outputs)"] ] }

"""###),
    File(path: "conventions/torchstat.json", names: ["torchstat"], text: ###"""
{ "name": "torchstat", "title": "Flops of torchstat",
  "source": "torchstat 0.0.7: source read; measured",
  "note": "It calls multiply-adds Flops, counts some two-dimensional modules, and sees no functions, adaptive pooling or transposed convolutions. The MAdd that it also prints are the convention torchstat-madd.",
  "macs": [
    ["term",          "of",                                                "count"],
    ["convolution",   ["conv", "depthwise"],                               "macs"],
    ["linear",        "dense",                                             "macs"],
    ["bias",          ["conv", "depthwise"],                               "biases * positions"],
    ["batch norm",    "batchnorm",                                         "2 * outputs"],
    ["activation",    ["relu", "relu6", "leaky", "prelu", "prelu_shared"], "outputs"],
    ["pooling",       ["avgpool", "maxpool"],                              "if(called == function, 0, inputs)"],
    ["interpolation", "resize",                                            "if(called == module, positions, 0)"] ] }

"""###),
    File(path: "conventions/ultralytics.json", names: ["ultralytics"], text: ###"""
{ "name": "ultralytics", "title": "FLOPs of Ultralytics: twice thop",
  "source": "ultralytics/ultralytics, utils/torch_utils.py, get_flops: source read; thop 0.1.1: measured",
  "note": "Everything that thop counts is doubled, not only multiply-adds. Newer releases use ultralytics-thop, which has other rules.",
  "unit": "FLOPs",
  "macs": [
    ["term",          "of",                          "count"],
    ["convolution",   ["conv", "depthwise"],         "2 * macs"],
    ["convolution",   "transposed",                  "2 * weights * positions"],
    ["linear",        "dense",                       "2 * macs"],
    ["batch norm",    "batchnorm",                   "2 * 4 * outputs"],
    ["normalization", ["layernorm", "instancenorm"], "2 * 4 * outputs"],
    ["activation",    ["prelu", "prelu_shared"],     "2 * outputs"],
    ["softmax",       "softmax",                     "2 * if(called == module, 3 * outputs - groups * positions, 0)"],
    ["pooling",       "avgpool",                     "2 * if(called == function, 0, outputs)"],
    ["pooling",       "global_avgpool",              "2 * if(called == module, inputs + outputs, 0)"],
    ["interpolation", "resize",                      "2 * if(called == module, outputs, 0)"] ] }

"""###),
    File(path: "conventions/weights-only.json", names: ["weights-only"], text: ###"""
{ "name": "weights-only", "title": "Weights of convolutions and dense layers only",
  "source": "arXiv:1704.04861, Table 2",
  "parameters": [
    ["term",    "of",                                                                        "count"],
    ["weights", ["conv", "depthwise", "transposed", "dense", "add", "l2norm", "layerscale"], "weights"] ] }

"""###),
    File(path: "conventions/with-biases.json", names: ["with-biases"], text: ###"""
{ "name": "with-biases", "title": "Multiply-adds and biases",
  "source": "arXiv:1707.01083, Tables 5 and 6",
  "macs": [
    ["term",        "of",                                         "count"],
    ["convolution", ["conv", "depthwise", "transposed"],          "macs"],
    ["linear",      ["dense", "matmul"],                          "macs"],
    ["bias",        ["conv", "depthwise", "transposed", "dense"], "biases * positions"] ] }

"""###),
    File(path: "conventions/with-scaling.json", names: ["with-scaling"], text: ###"""
{ "name": "with-scaling", "title": "Multiply-adds and scaling products",
  "source": "arXiv:1709.01507, Tables 2 and 3",
  "note": "Squeeze-and-excitation multiplies each element of a map once.",
  "macs": [
    ["term",        "of",                                "count"],
    ["convolution", ["conv", "depthwise", "transposed"], "macs"],
    ["linear",      ["dense", "matmul"],                 "macs"],
    ["scaling",     "multiply",                          "outputs"] ] }

"""###),
    File(path: "conventions/without-batch-norm.json", names: ["without-batch-norm"], text: ###"""
{ "name": "without-batch-norm", "title": "Parameters without batch normalization",
  "source": "tensorflow/models, research/slim",
  "parameters": [
    ["term",       "of",                                                                                   "count"],
    ["weights",    ["conv", "depthwise", "transposed", "dense", "add", "l2norm", "layerscale", "biasadd"], "weights"],
    ["slopes",     ["prelu", "prelu_shared"],                                                              "weights"],
    ["embeddings", ["class_token", "position", "relative_position"],                                       "weights"],
    ["biases",     ["conv", "depthwise", "transposed", "dense"],                                           "biases"] ] }

"""###),
    File(path: "conventions/without-biases.json", names: ["without-biases"], text: ###"""
{ "name": "without-biases", "title": "Parameters without biases",
  "source": "arXiv:1905.11946, Table 2",
  "parameters": [
    ["term",       "of",                                                                        "count"],
    ["weights",    ["conv", "depthwise", "transposed", "dense", "add", "l2norm", "layerscale"], "weights"],
    ["slopes",     ["prelu", "prelu_shared"],                                                   "weights"],
    ["embeddings", ["class_token", "position", "relative_position"],                            "weights"],
    ["norm",       ["batchnorm", "layernorm", "groupnorm", "instancenorm"],                     "weights"] ] }

"""###),
    File(path: "conventions/without-classifier.json", names: ["without-classifier"], text: ###"""
{ "name": "without-classifier", "title": "All but the classifier",
  "source": "arXiv:1707.01083, Table 1",
  "note": "The dense layer that produces the network's output is left out, from both MACs and parameters.",
  "macs": [
    ["term",        "of",                                "count"],
    ["convolution", ["conv", "depthwise", "transposed"], "macs"],
    ["linear",      ["dense", "matmul"],                 "if(isClassifier, 0, macs)"] ],
  "parameters": [
    ["term",       "of",                                                                                                                                          "count"],
    ["weights",    ["conv", "depthwise", "transposed", "dense", "add", "l2norm", "layerscale", "biasadd", "batchnorm", "layernorm", "groupnorm", "instancenorm"], "if(isClassifier, 0, weights + biases)"],
    ["slopes",     ["prelu", "prelu_shared"],                                                                                                                     "weights"],
    ["embeddings", ["class_token", "position", "relative_position"],                                                                                              "weights"] ] }

"""###),
    File(path: "machines/a100.json", names: ["a100"], text: ###"""
{ "name": "a100", "title": "NVIDIA A100 SXM4 40 GB",
  "source": "https://glennklockwood.com/garden/processors/A100, from NVIDIA's data sheet",
  "note": "Peaks are without sparsity, which would double them; all except fp32 are for the tensor cores.",
  "peaks": [
    ["precision", "peak",         "source"],
    ["fp32",      "19.5 TFLOP/s"],
    ["tf32",      "156 TFLOP/s"],
    ["fp16",      "312 TFLOP/s"],
    ["bf16",      "312 TFLOP/s"],
    ["int8",      "624 TOP/s"] ],
  "memory": [
    ["quantity",  "value",        "source"],
    ["bandwidth", "1.555 TB/s"],
    ["capacity",  "40 GB"],
    ["on-chip",   "41943040 B",   "the L2 cache: https://upb-pc2.atlassian.net/wiki/spaces/PC2DOK/pages/1900609/NVIDIA+A100+40GB+with+NVLINK"] ] }

"""###),
    File(path: "machines/a100_80gb.json", names: ["a100_80gb"], text: ###"""
{ "name": "a100_80gb", "title": "NVIDIA A100 SXM4 80 GB",
  "source": "https://glennklockwood.com/garden/processors/A100, from NVIDIA's data sheet",
  "note": "The a100 with different memory. The source prints 2.039 GB/s, next to 1.555 TB/s for the older, slower memory.",
  "peaks": [
    ["precision", "peak",         "source"],
    ["fp32",      "19.5 TFLOP/s"],
    ["tf32",      "156 TFLOP/s"],
    ["fp16",      "312 TFLOP/s"],
    ["bf16",      "312 TFLOP/s"],
    ["int8",      "624 TOP/s"] ],
  "memory": [
    ["quantity",  "value",        "source"],
    ["bandwidth", "2.039 TB/s"],
    ["capacity",  "80 GB"] ] }

"""###),
    File(path: "machines/cortex_a76.json", names: ["cortex_a76"], text: ###"""
{ "name": "cortex_a76", "title": "Arm Cortex-A76, one core",
  "source": "https://github.com/llvm/llvm-project, llvm/lib/Target/AArch64/AArch64SchedNeoverseN1.td, after Arm's guide to the Neoverse N1, whose core is the A76's: 'ASIMD FP multiply accumulate' issues to both vector pipes, each cycle",
  "note": "A core has no fixed clock and no memory of its own; both depend on the device. Peaks are two multiply-adds of 128 bits each cycle. An article says that only one pipe multiplies and adds (https://www.androidauthority.com/cortex-a76-deep-dive-870896/), which would halve them.",
  "peaks": [
    ["precision", "peak",          "source"],
    ["fp32",      "16 FLOP/cycle"],
    ["fp16",      "32 FLOP/cycle"],
    ["int8",      null,            "the same file gives no rate for dot products"] ],
  "caches": [
    ["cache", "size", "source"],
    ["L1i",   null,   "no source read"],
    ["L1d",   null,   "no source read"],
    ["L2",    null,   "depends on the device"] ] }

"""###),
    File(path: "machines/cortex_m7.json", names: ["cortex_m7"], text: ###"""
{ "name": "cortex_m7", "title": "Arm Cortex-M7",
  "note": "A core has no fixed clock and no memory of its own; both depend on the device. SMLAD multiplies and adds two pairs of 16-bit numbers; Arm does not publish how many it does per cycle (https://quinapalus.com/cm7cycles.html).",
  "peaks": [
    ["precision", "peak", "source"],
    ["fp32",      null,   "no source read"],
    ["int8",      null,   "no source read"] ] }

"""###),
    File(path: "machines/edge_tpu.json", names: ["edge_tpu"], text: ###"""
{ "name": "edge_tpu", "title": "Google Coral Edge TPU",
  "note": "Weights that fit stay on the chip. All other weights, the input and the output cross the link to the host: USB 3 at 640 MB/s or one PCIe lane at 500 MB/s (https://medium.com/@ilyakavalerov/whats-inside-the-google-coral-edge-tpu-speed-test-teardown-8673b440141d). If you give the bandwidth of that link with --bandwidth, the bound assumes that all weights and tensors cross it.",
  "peaks": [
    ["precision", "peak",    "source"],
    ["int8",      "4 TOP/s", "https://coral.ai/docs/edgetpu/faq, at 2 W"] ],
  "memory": [
    ["quantity",  "value",   "source"],
    ["bandwidth", null,      "on-chip memory: no source read"],
    ["on-chip",   "8 MB",    "https://applied-ee.github.io/embedded/docs/edge-ai/hardware-accelerators/coral-edge-tpu/, for parameters"] ] }

"""###),
    File(path: "machines/esp32s3.json", names: ["esp32s3"], text: ###"""
{ "name": "esp32s3", "title": "Espressif ESP32-S3, Xtensa LX7",
  "note": "512 KiB of internal RAM hold data and code: 32 KiB of SRAM0, then SRAM1 and SRAM2. Flash is outside the chip, and so may be more RAM: both depend on the module. A program needs some of the RAM for itself.",
  "peaks": [
    ["precision", "peak", "source"],
    ["fp32",      null,   "no source read"],
    ["int8",      null,   "no source read"] ],
  "memory": [
    ["quantity", "value",    "source"],
    ["ram",      "425984 B", "https://github.com/zephyrproject-rtos/zephyr, dts/xtensa/espressif/esp32s3/esp32s3_common.dtsi: SRAM1, 416 KiB; SRAM2 follows it with 64 KiB"],
    ["flash",    null,       "outside the chip: depends on the module"] ] }

"""###),
    File(path: "machines/h100.json", names: ["h100"], text: ###"""
{ "name": "h100", "title": "NVIDIA H100 SXM5",
  "source": "https://glennklockwood.com/garden/processors/h100, theoretical maxima",
  "note": "Peaks are without sparsity, which would double them; all except fp32 are for the tensor cores.",
  "peaks": [
    ["precision", "peak",           "source"],
    ["fp32",      "66.9 TFLOP/s"],
    ["tf32",      "494.7 TFLOP/s"],
    ["fp16",      "989.4 TFLOP/s"],
    ["bf16",      "989.4 TFLOP/s"],
    ["int8",      "1978.9 TOP/s"] ],
  "memory": [
    ["quantity",  "value",          "source"],
    ["bandwidth", "3.35 TB/s",      "https://www.codesota.com/hardware/h100; the source of the peaks gives it with a question mark"],
    ["capacity",  "80 GB"] ] }

"""###),
    File(path: "machines/h200.json", names: ["h200"], text: ###"""
{ "name": "h200", "title": "NVIDIA H200 SXM5",
  "source": "https://glennklockwood.com/garden/processors/h100, which says that the H200 is an H100 with different memory",
  "note": "Peaks are without sparsity, which would double them; all except fp32 are for the tensor cores.",
  "peaks": [
    ["precision", "peak",           "source"],
    ["fp32",      "66.9 TFLOP/s"],
    ["tf32",      "494.7 TFLOP/s"],
    ["fp16",      "989.4 TFLOP/s"],
    ["bf16",      "989.4 TFLOP/s"],
    ["int8",      "1978.9 TOP/s"] ],
  "memory": [
    ["quantity",  "value",          "source"],
    ["bandwidth", "4.8 TB/s",       "https://geektopia.es/es/technology/2023/11/13/noticias/nvidia-anuncia-la-aceleradora-h200-tiene-141-gb-de-hbm3e.html"],
    ["capacity",  "141 GB",         "https://geektopia.es/es/technology/2023/11/13/noticias/nvidia-anuncia-la-aceleradora-h200-tiene-141-gb-de-hbm3e.html"] ] }

"""###),
    File(path: "machines/nrf52840.json", names: ["nrf52840"], text: ###"""
{ "name": "nrf52840", "title": "Nordic nRF52840, Cortex-M4",
  "note": "A program, and a radio stack if there is one, needs some of the RAM and of the flash for itself.",
  "peaks": [
    ["precision", "peak", "source"],
    ["fp32",      null,   "no source read"],
    ["int8",      null,   "no source read"] ],
  "memory": [
    ["quantity", "value",     "source"],
    ["ram",      "262144 B",  "https://github.com/zephyrproject-rtos/zephyr, dts/arm/nordic/nrf52840_qiaa.dtsi: 256 KiB"],
    ["flash",    "1048576 B", "https://github.com/zephyrproject-rtos/zephyr, dts/arm/nordic/nrf52840_qiaa.dtsi: 1024 KiB"] ] }

"""###),
    File(path: "machines/raspberry_pi_5.json", names: ["raspberry_pi_5"], text: ###"""
{ "name": "raspberry_pi_5", "title": "Raspberry Pi 5, Broadcom BCM2712, four Cortex-A76",
  "source": "https://github.com/torvalds/linux, arch/arm64/boot/dts/broadcom/bcm2712.dtsi",
  "note": "Four cores at 2.4 GHz (https://circuitdigest.com/news/the-new-raspberry-pi-5-is-here-faster-than-ever). The L2 caches are one for each core, the L3 cache is for all.",
  "cores": 4,
  "peaks": [
    ["precision", "peak",           "source"],
    ["fp32",      "153.6 GFLOP/s",  "four cores at 2.4 GHz, with 16 FLOP/cycle each: specs/machines/cortex_a76.json"],
    ["fp16",      "307.2 GFLOP/s",  "four cores at 2.4 GHz, with 32 FLOP/cycle each: specs/machines/cortex_a76.json"],
    ["int8",      null,             "no source read"] ],
  "memory": [
    ["quantity",  "value",          "source"],
    ["bandwidth", "17 GB/s",        "https://threedots.ovh/blog/2023/09/gathering-some-raspberry-pi-5-details/: 32 bits of LPDDR4X, at the peak"],
    ["capacity",  null,             "depends on the board: 4 or 8 GB at first (https://education.raspberrypiaustralia.online/raspberry-pi-5-8gb-model)"] ],
  "caches": [
    ["cache",     "size",           "source"],
    ["L1i",       "65536 B"],
    ["L1d",       "65536 B"],
    ["L2",        "524288 B"],
    ["L3",        "2097152 B"] ] }

"""###),
    File(path: "machines/stm32f746.json", names: ["stm32f746"], text: ###"""
{ "name": "stm32f746", "title": "STMicroelectronics STM32F746, Cortex-M7",
  "note": "A program needs some of the RAM and of the flash for itself.",
  "peaks": [
    ["precision", "peak", "source"],
    ["fp32",      null,   "no source read"],
    ["int8",      null,   "no source read"] ],
  "memory": [
    ["quantity", "value",     "source"],
    ["ram",      "327680 B",  "https://github.com/zephyrproject-rtos/zephyr, dts/arm/st/f7/stm32f746Xg.dtsi: 320 KiB"],
    ["flash",    "1048576 B", "https://github.com/zephyrproject-rtos/zephyr, dts/arm/st/f7/stm32f746Xg.dtsi: 1024 KiB"] ],
  "caches": [
    ["cache",    "size",      "source"],
    ["L1i",      "4096 B",    "https://github.com/apache/nuttx, arch/arm/include/stm32f7/chip.h at 04686d88: L1 of STM32F746Vx 4+4"],
    ["L1d",      "4096 B",    "https://github.com/apache/nuttx, arch/arm/include/stm32f7/chip.h at 04686d88: L1 of STM32F746Vx 4+4"] ] }

"""###),
    File(path: "machines/stm32h747.json", names: ["stm32h747"], text: ###"""
{ "name": "stm32h747", "title": "STMicroelectronics STM32H747, its Cortex-M7",
  "note": "The RAM is the largest block, on the AXI bus; four more of 128, 128, 32 and 64 KiB lie elsewhere. Of the two banks of flash, one is taken for the other core. A program needs some of both for itself.",
  "peaks": [
    ["precision", "peak", "source"],
    ["fp32",      null,   "no source read"],
    ["int8",      null,   "no source read"] ],
  "memory": [
    ["quantity", "value",     "source"],
    ["ram",      "524288 B",  "https://github.com/zephyrproject-rtos/zephyr, dts/arm/st/h7/stm32h745.dtsi and stm32h747Xi_m7.dtsi: 512 KiB"],
    ["flash",    "1048576 B", "https://github.com/zephyrproject-rtos/zephyr, dts/arm/st/h7/stm32h747Xi_m7.dtsi: 1024 KiB for the Cortex-M7"] ],
  "caches": [
    ["cache",    "size",      "source"],
    ["L1i",      "16384 B",   "https://github.com/arduino/docs-content/pull/1358, datasheet of the Portenta H7 with an STM32H747XI: 16K data + 16K instruction L1 cache"],
    ["L1d",      "16384 B",   "https://github.com/arduino/docs-content/pull/1358, datasheet of the Portenta H7 with an STM32H747XI: 16K data + 16K instruction L1 cache"] ] }

"""###),
    File(path: "published/detnas.json", names: ["detnasnet_1_3g", "detnasnet_300m", "detnasnet_3_8g", "resnet101", "resnet50"], text: ###"""
{ "source": "megvii-model/ShuffleNet-Series, DetNAS/README.md",
  "tables": [
    { "table": "Released backbones",
      "task": "classification", "dataset": "ImageNet",
      "unit": "FLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "The small backbone is counted as the one found with RetinaNet, because the parameters match; the one found with FPN has 3.53 million.",
      "figures": [
        ["label",         "model",          "early_stride", "macs",  "parameters"],
        ["DetNAS_small",  "detnasnet_300m", "-",            "300 M", "3.7 M"],
        ["DetNAS_medium", "detnasnet_1_3g", "-",            "1.3 G", "10.4 M"],
        ["DetNAS_large",  "detnasnet_3_8g", "-",            "3.8 G", "29.5 M"],
        ["ResNet50",      "resnet50",       true,           "3.8 G"],
        ["ResNet101",     "resnet101",      true,           "7.6 G"] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [1,     "macs",       "misprint",    "324.34 million, 321.22 for the network found with FPN: 300 names the size class"],
        [3,     "macs",       "unexplained", "4.086 billion by the released code and its widths"],
        [3,     "parameters", "unexplained", "31.44 million by the released code and its widths, 29.71 without the classifier"],
        [4,     "macs",       "truncated",   "3.858 billion; SENet's Table 2 prints 3.86"] ] } ] }

"""###),
    File(path: "published/efficientdet.json", names: ["efficientdet_d0", "efficientdet_d1", "efficientdet_d2", "efficientdet_d3", "efficientdet_d4", "efficientdet_d5", "efficientdet_d6", "efficientdet_d7", "efficientdet_d7x", "retinanet_resnet101_fpn", "retinanet_resnet50_fpn"], text: ###"""
{ "source": "Tan, Pang and Le, EfficientDet: Scalable and Efficient Object Detection, arXiv:1911.09070 (2019)",
  "tables": [
    { "table": "Table 1",
      "task": "detection", "dataset": "COCO",
      "unit": "no costs: the parameters of the nine networks",
      "note": "Rows and variants use the values that the table prints. The paper's formulas, resolution 512 + 128 phi, width 64 * 1.35^phi, depth 3 + phi and repeats 3 + floor(phi / 3), do not match the table at D2 (width 116.6, printed 112), D4 (212.6, 224), D5 (resolution 1152, printed 1280; depth 8, printed 7), D6 (depth 9, printed 8) and D7 (1408, 1536; 523, 384; 10, 8). D6 and D7 fuse without weights, as released. D7x has P8. costcalc also has members by formula: efficientdet_d0_formula to efficientdet_d7_formula.",
      "figures": [
        ["label", "model",            "resolution", "backbone",        "w", "d", "repeats", "fusion", "layer"],
        ["D0",    "efficientdet_d0",  512,          "efficientnet_b0", 64,  3,   3,         "fast",   "bifpn"],
        ["D1",    "efficientdet_d1",  640,          "efficientnet_b1", 88,  4,   3,         "fast",   "bifpn"],
        ["D2",    "efficientdet_d2",  768,          "efficientnet_b2", 112, 5,   3,         "fast",   "bifpn"],
        ["D3",    "efficientdet_d3",  896,          "efficientnet_b3", 160, 6,   4,         "fast",   "bifpn"],
        ["D4",    "efficientdet_d4",  1024,         "efficientnet_b4", 224, 7,   4,         "fast",   "bifpn"],
        ["D5",    "efficientdet_d5",  1280,         "efficientnet_b5", 288, 7,   4,         "fast",   "bifpn"],
        ["D6",    "efficientdet_d6",  1280,         "efficientnet_b6", 384, 8,   5,         "sum",    "bifpn"],
        ["D7",    "efficientdet_d7",  1536,         "efficientnet_b6", 384, 8,   5,         "sum",    "bifpn"],
        ["D7x",   "efficientdet_d7x", 1536,         "efficientnet_b7", 384, 8,   5,         "sum",    "bifpn_p8"] ] },
    { "table": "Table 2",
      "task": "detection", "dataset": "COCO",
      "unit": "FLOPs, said to be multiply-adds",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "ap is on test-dev; the two Mask R-CNNs have none. The two RetinaNets make P6 from P5 and have 91 classes.",
      "figures": [
        ["label",                           "model",                   "resolution", "macs",   "parameters", "ap"],
        ["EfficientDet-D0",                 "efficientdet_d0",         "-",          "2.5 B",  "3.9 M",      34.6],
        ["EfficientDet-D1",                 "efficientdet_d1",         "-",          "6.1 B",  "6.6 M",      40.5],
        ["EfficientDet-D2",                 "efficientdet_d2",         "-",          "11 B",   "8.1 M",      43.9],
        ["EfficientDet-D3",                 "efficientdet_d3",         "-",          "25 B",   "12 M",       47.2],
        ["EfficientDet-D4",                 "efficientdet_d4",         "-",          "55 B",   "21 M",       49.7],
        ["EfficientDet-D5",                 "efficientdet_d5",         "-",          "135 B",  "34 M",       51.5],
        ["EfficientDet-D6",                 "efficientdet_d6",         "-",          "226 B",  "52 M",       52.6],
        ["EfficientDet-D7",                 "efficientdet_d7",         "-",          "325 B",  "52 M",       53.7],
        ["EfficientDet-D7x",                "efficientdet_d7x",        "-",          "410 B",  "77 M",       55.1],
        ["YOLOv3",                          "-",                       "-",          "71 B",   "-",          33.0],
        ["RetinaNet-R50 (640)",             "retinanet_resnet50_fpn",  640,          "97 B",   "34 M",       39.2],
        ["RetinaNet-R101 (640)",            "retinanet_resnet101_fpn", 640,          "127 B",  "53 M",       39.9],
        ["Mask R-CNN R101-FPN",             "-",                       "-",          "164 B",  "63 M",       "-"],
        ["Mask R-CNN X101-FPN",             "-",                       "-",          "277 B",  "107 M",      "-"],
        ["ResNet-50 + NAS-FPN (1024)",      "-",                       "-",          "360 B",  "60 M",       44.2],
        ["ResNet-50 + NAS-FPN (1280)",      "-",                       "-",          "563 B",  "60 M",       44.8],
        ["ResNet-50 + NAS-FPN (1280@384)",  "-",                       "-",          "1043 B", "104 M",      45.4],
        ["AmoebaNet + NAS-FPN + AA (1280)", "-",                       "-",          "1317 B", "185 M",      "-"],
        ["AmoebaNet + NAS-FPN + AA (1536)", "-",                       "-",          "3045 B", "209 M",      "-"] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [2,     "macs",   "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 6.003 billion; the rest is about one per output of a convolution."],
        [6,     "macs",   "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 134.1 billion; the rest is about one per output of a convolution."],
        [7,     "macs",   "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 224.1 billion; the rest is about one per output of a convolution."],
        [8,     "macs",   "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 322.7 billion; the rest is about one per output of a convolution."],
        [9,     "macs",   "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 407.6 billion; the rest is about one per output of a convolution."] ] },
    { "table": "Table 4",
      "task": "detection", "dataset": "COCO",
      "unit": "FLOPs, said to be multiply-adds",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "The last row is D3 with five BiFPN layers, one fewer than in Table 1, as in Table 5.",
      "figures": [
        ["label",                   "model",                  "backbone",        "resolution", "d", "macs", "parameters", "ap"],
        ["ResNet50 + FPN",          "retinanet_resnet50_fpn", "-",               640,          "-", "97 B", "34 M",       37.0],
        ["EfficientNet-B3 + FPN",   "retinanet_resnet50_fpn", "efficientnet_b3", 640,          "-", "75 B", "21 M",       40.3],
        ["EfficientNet-B3 + BiFPN", "efficientdet_d3",        "-",               "-",          5,   "24 B", "12 M",       44.4] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [2,     "macs",       "unexplained", "69.8 billion for RetinaNet with this backbone; the row above has ResNet-50. Tried: P6 from C5 (69.8), 90 classes (69.6), resolutions 512 (44.7) and 896 (136.8)."],
        [2,     "parameters", "unexplained", "19.9 million for RetinaNet with this backbone; 20.2 with P6 from C5."] ] },
    { "table": "Table 5", "model": "efficientdet_d3",
      "task": "detection", "dataset": "COCO",
      "unit": "ratio of parameters and FLOPs to the first row",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "Only the feature network is counted. The table does not say how often each network is repeated; the repeats here follow from its ratios: 10 top-down layers cost exactly as much as 5 layers of FPN and PANet, and 5 BiFPN layers then have the printed 0.88 of the parameters and 0.67 of the FLOPs.",
      "figures": [
        ["label",                 "part", "layer",           "d", "fusion", "parameters", "macs",  "ap"],
        ["Repeated top-down FPN", "fpn",  "top_down",        10,  "sum",    "1.0x",       "1.0x",  42.29],
        ["Repeated FPN + PANet",  "fpn",  "panet",           5,   "sum",    "1.0x",       "1.0x",  44.08],
        ["NAS-FPN",               "fpn",  "nas_fpn",         5,   "sum",    "0.71x",      "0.72x", 43.16],
        ["Fully-connected FPN",   "fpn",  "fully_connected", 5,   "sum",    "1.24x",      "1.21x", 43.06],
        ["BiFPN (w/o weighted)",  "fpn",  "bifpn",           5,   "sum",    "0.88x",      "0.67x", 43.94],
        ["BiFPN (w/ weighted)",   "fpn",  "bifpn",           5,   "fast",   "0.88x",      "0.68x", 44.39] ],
      "exceptions": [
        ["row", "metric",     "verdict",      "reason"],
        [3,     "parameters", "unexplained",  "0.730. A cell has 7 merging nodes and FPN with PANet 10, which alone would give 0.70; the 1x1 convolutions of C3, C4 and C5 are in both."],
        [3,     "macs",       "unexplained",  "0.705. Part of the rest may be element-wise work, such as the attention gates, which the paper's profiler counts."],
        [4,     "macs",       "unexplained",  "1.178. The rest may be element-wise work, which the paper's profiler counts: most nodes sum five or six tensors."],
        [6,     "macs",       "not modelled", "0.668. Weighting multiplies each input of a node by a number: element-wise work, no MACs."] ] },
    { "table": "Released checkpoints",
      "task": "detection", "dataset": "COCO",
      "source": "google/automl, efficientdet/README.md at 06888d12",
      "unit": "FLOPs, said to be multiply-adds",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "ap is on test-dev.",
      "figures": [
        ["model",            "macs",   "parameters", "ap"],
        ["efficientdet_d0",  "2.54 B", "3.9 M",      34.6],
        ["efficientdet_d1",  "6.10 B", "6.6 M",      40.5],
        ["efficientdet_d2",  "11.0 B", "8.1 M",      43.0],
        ["efficientdet_d3",  "24.9 B", "12.0 M",     47.5],
        ["efficientdet_d4",  "55.2 B", "20.7 M",     49.7],
        ["efficientdet_d5",  "130 B",  "33.7 M",     51.5],
        ["efficientdet_d6",  "226 B",  "51.9 M",     52.6],
        ["efficientdet_d7",  "325 B",  "51.9 M",     53.7],
        ["efficientdet_d7x", "410 B",  "77.0 M",     55.1] ],
      "exceptions": [
        ["row", "metric",     "verdict",      "reason"],
        [1,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 2.492 billion; the rest is about one per output of a convolution."],
        [2,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 6.003 billion; the rest is about one per output of a convolution."],
        [3,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 10.83 billion; the rest is about one per output of a convolution."],
        [4,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 24.57 billion; the rest is about one per output of a convolution."],
        [5,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 54.58 billion; the rest is about one per output of a convolution."],
        [6,     "macs",       "misprint",     "Below even the bare MACs, 134.1 billion. The paper prints 135 for the same network at the same accuracy."],
        [7,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 224.1 billion; the rest is about one per output of a convolution."],
        [8,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 322.7 billion; the rest is about one per output of a convolution."],
        [9,     "macs",       "not modelled", "The released code halves what TensorFlow's profiler counts (num_params_flops in utils.py), including element-wise work. Our MACs are 407.6 billion; the rest is about one per output of a convolution."],
        [9,     "parameters", "unexplained",  "77.15 million; the eight others agree. Tried: no biases before batch norm (77.11), one 1x1 convolution fewer for P4 (77.06). The paper's 77 M agrees."] ] } ] }

"""###),
    File(path: "published/efficientnet.json", names: ["densenet", "densenet169", "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5", "efficientnet_b6", "efficientnet_b7", "inception_v3", "mobilenet_v1", "mobilenet_v2", "resnet152", "resnet50", "resnext101_64x4d", "senet154", "xception"], text: ###"""
{ "source": "Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv:1905.11946 (2019)",
  "tables": [
    { "table": "Table 2",
      "task": "classification", "dataset": "ImageNet",
      "unit": "billion FLOPS, a multiply-add counted as one; million parameters",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["model",           "macs",   "parameters", "top1", "top5"],
        ["efficientnet_b0", "0.39 B", "5.3 M",      77.1,   93.3],
        ["efficientnet_b1", "0.7 B",  "7.8 M",      79.1,   94.4],
        ["efficientnet_b2", "1.0 B",  "9.2 M",      80.1,   94.9],
        ["efficientnet_b3", "1.8 B",  "12 M",       81.6,   95.7],
        ["efficientnet_b4", "4.2 B",  "19 M",       82.9,   96.4],
        ["efficientnet_b5", "9.9 B",  "30 M",       83.6,   96.7],
        ["efficientnet_b6", "19 B",   "43 M",       84.0,   96.8],
        ["efficientnet_b7", "37 B",   "66 M",       84.3,   97.0] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [3,     "parameters", "misprint",    "9.110 million, as torchvision prints (9,109,994); 9.178 with moving averages, which the other rows do not count"],
        [5,     "macs",       "unexplained", "4.394 billion, as torchvision prints (4.4); tried: at 224 scaled by area 4.33, sizes halved without rounding 4.32, repeats rounded to the nearest 3.98"],
        [6,     "macs",       "unexplained", "10.266 billion, as torchvision prints (10.3); tried: at 224 scaled by area 9.77, sizes halved without rounding 9.74, repeats rounded to the nearest 9.04"],
        [8,     "macs",       "truncated",   "37.746 billion; torchvision prints 37.7"] ] },
    { "table": "Table 2, networks compared",
      "task": "classification", "dataset": "ImageNet",
      "unit": "billion FLOPS, a multiply-add counted as one; million parameters",
      "convention": { "macs": "MACs called FLOPs", "parameters": "keras" },
      "note": "The parameters agree if the moving averages of batch norm are counted; for the EfficientNets they are not. ResNeXt-101 is 64x4d and SENet is SENet-154, both at resolution 320. DenseNet-264 has blocks of 6, 12, 64 and 48 layers. GPipe's FLOPS are not printed.",
      "figures": [
        ["label",               "model",            "resolution", "n3", "n4", "macs",  "parameters", "top1", "top5"],
        ["ResNet-50",           "resnet50",         "-",          "-",  "-",  "4.1 B", "26 M",       76.0,   93.0],
        ["DenseNet-169",        "densenet169",      "-",          "-",  "-",  "3.5 B", "14 M",       76.2,   93.2],
        ["ResNet-152",          "resnet152",        "-",          "-",  "-",  "11 B",  "60 M",       77.8,   93.8],
        ["DenseNet-264",        "densenet",         "-",          64,   48,   "6.0 B", "34 M",       77.9,   93.9],
        ["Inception-v3",        "inception_v3",     "-",          "-",  "-",  "5.7 B", "24 M",       78.8,   94.4],
        ["Xception",            "xception",         "-",          "-",  "-",  "8.4 B", "23 M",       79.0,   94.5],
        ["Inception-v4",        "-",                "-",          "-",  "-",  "13 B",  "48 M",       80.0,   95.0],
        ["Inception-resnet-v2", "-",                "-",          "-",  "-",  "13 B",  "56 M",       80.1,   95.1],
        ["ResNeXt-101",         "resnext101_64x4d", 320,          "-",  "-",  "32 B",  "84 M",       80.9,   95.6],
        ["PolyNet",             "-",                "-",          "-",  "-",  "35 B",  "92 M",       81.3,   95.8],
        ["SENet",               "senet154",         320,          "-",  "-",  "42 B",  "146 M",      82.7,   96.2],
        ["NASNet-A",            "-",                "-",          "-",  "-",  "24 B",  "89 M",       82.7,   96.2],
        ["AmoebaNet-A",         "-",                "-",          "-",  "-",  "23 B",  "87 M",       82.8,   96.1],
        ["PNASNet",             "-",                "-",          "-",  "-",  "23 B",  "86 M",       82.9,   96.2],
        ["AmoebaNet-C",         "-",                "-",          "-",  "-",  "41 B",  "155 M",      83.5,   96.5],
        ["GPipe",               "-",                "-",          "-",  "-",  "-",     "557 M",      84.3,   97.0] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [2,     "macs",       "unexplained", "3.36 billion, 4 percent below. DenseNet-264 is 4 percent below, too, so there must be a rule, but it is unknown."],
        [3,     "macs",       "truncated",   "11.514 billion; pycls prints 11.5 for the same network"],
        [4,     "macs",       "unexplained", "5.75 billion, 4 percent below, like DenseNet-169."],
        [11,    "parameters", "unexplained", "115.3 million with moving averages, 115.1 without; its MACs at 320 agree."] ] },
    { "table": "Table 3",
      "task": "classification", "dataset": "ImageNet",
      "unit": "billion FLOPS, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "The table gives factors: resolution x2 is 448 and x1.3 is 291. The compound rows of MobileNet V2 and ResNet-50 do not give their coefficients, so they cannot be counted.",
      "figures": [
        ["label",                           "model",        "depth", "width", "resolution", "macs",   "top1"],
        ["Baseline MobileNetV1",            "mobilenet_v1", 1.0,     1.0,     224,          "0.6 B",  70.6],
        ["Scale MobileNetV1 by width",      "mobilenet_v1", 1.0,     2.0,     224,          "2.2 B",  74.2],
        ["Scale MobileNetV1 by resolution", "mobilenet_v1", 1.0,     1.0,     448,          "2.2 B",  72.7],
        ["compound scale",                  "mobilenet_v1", 1.4,     1.2,     291,          "2.3 B",  75.6],
        ["Baseline MobileNetV2",            "mobilenet_v2", 1.0,     1.0,     224,          "0.3 B",  72.0],
        ["Scale MobileNetV2 by depth",      "mobilenet_v2", 4.0,     1.0,     224,          "1.2 B",  76.8],
        ["Scale MobileNetV2 by width",      "mobilenet_v2", 1.0,     2.0,     224,          "1.1 B",  76.4],
        ["Scale MobileNetV2 by resolution", "mobilenet_v2", 1.0,     1.0,     448,          "1.2 B",  74.8],
        ["MobileNetV2 compound scale",      "-",            "-",     "-",     "-",          "1.3 B",  77.4],
        ["Baseline ResNet-50",              "resnet50",     1.0,     1.0,     224,          "4.1 B",  76.0],
        ["Scale ResNet-50 by depth",        "resnet50",     4.0,     1.0,     224,          "16.2 B", 78.1],
        ["Scale ResNet-50 by width",        "resnet50",     1.0,     2.0,     224,          "14.7 B", 77.7],
        ["Scale ResNet-50 by resolution",   "resnet50",     1.0,     1.0,     448,          "16.4 B", 77.5],
        ["ResNet-50 compound scale",        "-",            "-",     "-",     "-",          "16.7 B", 78.8] ],
      "exceptions": [
        ["row", "metric", "verdict",     "reason"],
        [3,     "macs",   "truncated",   "2.272 billion; four times the 569 million of MobileNet's own paper is 2.28"],
        [4,     "macs",   "unexplained", "2.445 billion at 291 and 292, 2.219 at 288; there is no resolution in between. With repeats rounded to nearest: 2.169."],
        [11,    "macs",   "unexplained", "14.57 billion; the row below has 14.7; half of TensorFlow's profiler would be 14.67"],
        [12,    "macs",   "unexplained", "16.12 billion; the row above has 16.2; half of TensorFlow's profiler would be 16.22"] ] },
    { "table": "Table 7", "model": "efficientnet_b0",
      "task": "classification", "dataset": "ImageNet",
      "unit": "billion FLOPS, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "In the three rows that scale one dimension, the factors do not give the printed FLOPS; in the compound row they do. The printed FLOPS would follow at depth 4.5, width 2.2 and resolution 482 to 496, which is x2.2. Resolution x2 is 448, x1.3 is 291.",
      "figures": [
        ["label",                            "depth", "width", "resolution", "macs",  "top1"],
        ["Baseline model (EfficientNet-B0)", 1.0,     1.0,     224,          "0.4 B", 77.3],
        ["Scale model by depth",             4.0,     1.0,     224,          "1.8 B", 79.0],
        ["Scale model by width",             1.0,     2.0,     224,          "1.8 B", 78.9],
        ["Scale model by resolution",        1.0,     1.0,     448,          "1.9 B", 79.1],
        ["Compound scale",                   1.4,     1.2,     291,          "1.8 B", 81.1] ],
      "exceptions": [
        ["row", "metric", "verdict",     "reason"],
        [2,     "macs",   "unexplained", "1.575 billion at depth 4. At 4, repeats are whole, so rounding plays no part; 1.831 at depth 4.5. Of the tools that give 0.4 for the first row, thop adds the most, about 0.1 here."],
        [3,     "macs",   "unexplained", "1.450 billion at width 2. Widths are multiples of 8 there, so rounding plays no part; 1.755 at width 2.2."],
        [4,     "macs",   "unexplained", "1.538 billion at 448, just under four times the first row; 1.897 at 482."] ] },
    { "table": "Released weights of torchvision",
      "task": "classification", "dataset": "ImageNet",
      "source": "pytorch/vision, torchvision/models/efficientnet.py, metadata of the weights",
      "unit": "GFLOPS, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "The B2 of torchvision is evaluated at 288.",
      "figures": [
        ["model",           "resolution", "macs",   "parameters", "top1", "top5"],
        ["efficientnet_b0", 224,          "0.4 G",  "5288548",    77.692, 93.532],
        ["efficientnet_b1", 240,          "0.7 G",  "7794184",    79.838, 94.934],
        ["efficientnet_b2", 288,          "1.1 G",  "9109994",    80.608, 95.31],
        ["efficientnet_b3", 300,          "1.8 G",  "12233232",   82.008, 96.054],
        ["efficientnet_b4", 380,          "4.4 G",  "19341616",   83.384, 96.594],
        ["efficientnet_b5", 456,          "10.3 G", "30389784",   83.444, 96.628],
        ["efficientnet_b6", 528,          "19.1 G", "43040704",   84.008, 96.916],
        ["efficientnet_b7", 600,          "37.7 G", "66347960",   84.122, 96.908] ] } ] }

"""###),
    File(path: "published/efficientnet_lite.json", names: ["efficientnet_lite0", "efficientnet_lite1", "efficientnet_lite2", "efficientnet_lite3", "efficientnet_lite4"], text: ###"""
{ "source": "tensorflow/tpu, models/official/efficientnet/lite/README.md at 07e173cc",
  "tables": [
    { "table": "Released checkpoints",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MAdds",
      "note": "top1 is for the 32-bit networks.",
      "figures": [
        ["model",              "macs",   "parameters", "top1"],
        ["efficientnet_lite0", "407 M",  "4.7 M",      75.1],
        ["efficientnet_lite1", "631 M",  "5.4 M",      76.7],
        ["efficientnet_lite2", "899 M",  "6.1 M",      77.6],
        ["efficientnet_lite3", "1.44 B", "8.2 M",      79.8],
        ["efficientnet_lite4", "2.64 B", "13.0 M",     81.5] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [1,     "macs",   "not modelled", "half of TensorFlow's profiler on the training graph, including initializers: 5 for each normalized element and 2 for each weight and each residual sum, halved, give 406.9 million, and also match the rows below"],
        [2,     "macs",   "not modelled", "The figure fits MACs plus element-wise work, which costcalc does not count: 3 for each normalized element, as in TensorFlow's profiler for batch norm in training mode (6 operations, halved), and half of one for each residual addition: 630.8 million; MACs alone are 600.2."],
        [3,     "macs",   "not modelled", "The figure fits MACs plus element-wise work, which costcalc does not count: 3 for each normalized element, as in TensorFlow's profiler for batch norm in training mode (6 operations, halved), and half of one for each residual addition: 898.7 million; MACs alone are 859.7."],
        [4,     "macs",   "not modelled", "The figure fits MACs plus element-wise work, which costcalc does not count: 3 for each normalized element, as in TensorFlow's profiler for batch norm in training mode (6 operations, halved), and half of one for each residual addition: 1.441 billion; MACs alone are 1.383."],
        [5,     "macs",   "not modelled", "The figure fits MACs plus element-wise work, which costcalc does not count: 3 for each normalized element, as in TensorFlow's profiler for batch norm in training mode (6 operations, halved), and half of one for each residual addition: 2.640 billion; MACs alone are 2.553."] ] } ] }

"""###),
    File(path: "published/efficientnetv2.json", names: ["efficientnetv2_b0", "efficientnetv2_b1", "efficientnetv2_b2", "efficientnetv2_b3", "efficientnetv2_l", "efficientnetv2_m", "efficientnetv2_s"], text: ###"""
{ "source": "google/automl, efficientnetv2/README.md at 25907c22",
  "tables": [
    { "table": "ImageNet1K checkpoints",
      "task": "classification", "dataset": "ImageNet",
      "unit": "FLOPs, a multiply-add counted as one",
      "convention": { "macs": "tensorflow, halved" },
      "note": "Half of what TensorFlow's profiler counts, including initializers, swish, sums and products. The table of smaller models is different: B0 would be 0.73.",
      "figures": [
        ["label",      "model",            "macs",   "parameters", "top1"],
        ["EffNetV2-S", "efficientnetv2_s", "8.4 B",  "21.5 M",     83.9],
        ["EffNetV2-M", "efficientnetv2_m", "24.7 B", "54.1 M",     85.2],
        ["EffNetV2-L", "efficientnetv2_l", "56.3 B", "119.5 M",    85.7] ],
      "exceptions": [
        ["row", "metric",     "verdict",  "reason"],
        [3,     "parameters", "misprint", "118.5 million: torchvision counts 118,515,272 in the same released weights, and moving averages would make it 119.0."] ] },
    { "table": "Smaller models",
      "task": "classification", "dataset": "ImageNet",
      "unit": "FLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["label",       "model",             "macs",   "parameters", "top1"],
        ["EffNetV2-B0", "efficientnetv2_b0", "0.72 B", "7.1 M",      78.7],
        ["EffNetV2-B1", "efficientnetv2_b1", "1.2 B",  "8.1 M",      79.8],
        ["EffNetV2-B2", "efficientnetv2_b2", "1.7 B",  "10.1 M",     80.5],
        ["EffNetV2-B3", "efficientnetv2_b3", "3.0 B",  "14.4 M",     82.1] ] },
    { "table": "Released weights of torchvision",
      "task": "classification", "dataset": "ImageNet",
      "source": "pytorch/vision, torchvision/models/efficientnet.py, metadata of the weights",
      "unit": "GFLOPS, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["model",            "resolution", "macs",   "parameters", "top1", "top5"],
        ["efficientnetv2_s", 384,          "8.4 G",  "21458488",   84.228, 96.878],
        ["efficientnetv2_m", 480,          "24.6 G", "54139356",   85.112, 97.156],
        ["efficientnetv2_l", 480,          "56.1 G", "118515272",  85.808, 97.788] ] } ] }

"""###),
    File(path: "published/keras.json", names: ["mobilenet_v1", "mobilenet_v2", "resnet50", "vgg16"], text: ###"""
{ "source": "keras-team/keras-applications",
  "tables": [
    { "table": "Table in the docstring of MobileNet", "model": "mobilenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "source": "keras-team/keras-applications, keras_applications/mobilenet.py",
      "unit": "million multiply-adds",
      "figures": [
        ["width", "resolution", "macs",  "parameters", "top1"],
        [1.0,     224,          "529 M", "4.2 M",      70.6],
        [0.75,    224,          "325 M", "2.6 M",      68.4],
        [0.5,     224,          "149 M", "1.3 M",      63.7],
        [0.25,    224,          "41 M",  "0.5 M",      50.6],
        [1.0,     192,          "529 M", "4.2 M",      69.1],
        [1.0,     160,          "529 M", "4.2 M",      67.2],
        [1.0,     128,          "529 M", "4.2 M",      64.4] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [1,     "macs",   "misprint", "a wrong digit: the paper's Table 6 prints 569"],
        [5,     "macs",   "misprint", "the figure for 224, with its wrong digit, at every resolution; the paper's Table 7 prints 418"],
        [6,     "macs",   "misprint", "the figure for 224 again; the paper's Table 7 prints 290"],
        [7,     "macs",   "misprint", "the figure for 224 again; the paper's Table 7 prints 186"] ] },
    { "table": "Total parameters",
      "task": "classification", "dataset": "ImageNet",
      "source": "Keras, summary of the models of keras.applications",
      "unit": "total params, moving averages of batch norm included",
      "convention": { "parameters": "keras" },
      "figures": [
        ["label",       "model",        "parameters"],
        ["MobileNet",   "mobilenet_v1", "4253864"],
        ["MobileNetV2", "mobilenet_v2", "3538984"],
        ["ResNet50",    "resnet50",     "25636712"],
        ["VGG16",       "vgg16",        "138357544"] ],
      "exceptions": [
        ["row", "metric",     "verdict",      "reason"],
        [3,     "parameters", "not modelled", "Keras gives every convolution a bias in addition to batch norm: 26,560 more"] ] } ] }

"""###),
    File(path: "published/mcunet.json", names: ["mbv2_w0_35", "mcunet_in0", "mcunet_in1", "mcunet_in2", "mcunet_in3", "mcunet_in4", "mcunet_vww0", "mcunet_vww1", "mcunet_vww2", "mobilenet_v2", "proxyless_w0_3", "resnet50"], text: ###"""
{ "source": "Lin et al., MCUNet: Tiny Deep Learning on IoT Devices, arXiv:2007.10319 (2020)",
  "tables": [
    { "table": "Table 1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "peak memory of 32-bit activations; storage",
      "note": "The peak is the sum of a block's input, expanded and filtered tensors: 4 B x (16 x 112^2 + 96 x 112^2 + 96 x 56^2) for MobileNetV2. The storage, 102 and 13.6 MB, is 4 bytes per parameter; with 8 bits, MobileNetV2 has 1.7 and 3.4 MB, a quarter.",
      "figures": [
        ["label",              "model",        "memory"],
        ["ResNet-50",          "resnet50",     "7.2 MB"],
        ["MobileNetV2",        "mobilenet_v2", "6.8 MB"],
        ["MobileNetV2 (int8)", "-",            "1.7 MB"] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [1,     "memory", "not modelled", "sums in place: 4 B x (2 x 256 + 64) x 56^2; we count the sum separately from its two terms"],
        [2,     "memory", "not modelled", "counts the block's input although nothing reads it any more: 4 B x 16 x 112^2 above our peak"] ] },
    { "table": "Released models",
      "task": "classification", "dataset": "ImageNet",
      "source": "mit-han-lab/mcunet, README.md at 9c164f8",
      "unit": "MACs; parameters; SRAM with TinyEngine on an STM32F746, 8 bits",
      "convention": { "memory": "TinyEngine, kB of 1024" },
      "figures": [
        ["label",          "model",          "macs",    "parameters", "memory", "top1"],
        ["mbv2-w0.35",     "mbv2_w0_35",     "23.5 M",  "0.75 M",     "308 kB", 49.7],
        ["proxyless-w0.3", "proxyless_w0_3", "38.3 M",  "0.75 M",     "292 kB", 57.0],
        ["mcunet-in0",     "mcunet_in0",     "6.4 M",   "0.75 M",     "266 kB", 41.5],
        ["mcunet-in1",     "mcunet_in1",     "12.8 M",  "0.64 M",     "307 kB", 51.5],
        ["mcunet-in2",     "mcunet_in2",     "67.3 M",  "0.73 M",     "242 kB", 60.9],
        ["mcunet-in3",     "mcunet_in3",     "81.8 M",  "0.74 M",     "293 kB", 62.2],
        ["mcunet-in4",     "mcunet_in4",     "125.9 M", "1.73 M",     "456 kB", 68.4] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [1,     "memory", "not modelled", "measured with an earlier engine, of which no source is public"],
        [2,     "memory", "not modelled", "measured with an earlier engine, of which no source is public: the later one plans 259 kB"],
        [3,     "memory", "misprint",     "54 kB in the README of mit-han-lab/tinyml at e899b1be, 49 kB with the later engine: a map of 48x48 has no layer of that size"],
        [4,     "memory", "misprint",     "107 kB in the README of mit-han-lab/tinyml at e899b1be, 96 kB with the later engine"],
        [5,     "memory", "not modelled", "measured with an earlier engine, of which no source is public: the later one plans 215 kB"],
        [6,     "memory", "not modelled", "measured with an earlier engine, of which no source is public: the later one plans 260 kB"],
        [7,     "memory", "not modelled", "measured with an earlier engine, of which no source is public: the later one plans 416 kB"] ] },
    { "table": "Released models, visual wake words",
      "task": "classification", "dataset": "Visual Wake Words",
      "source": "mit-han-lab/mcunet, README.md at 9c164f8",
      "unit": "MACs; parameters; SRAM with TinyEngine on an STM32F746, 8 bits",
      "convention": { "memory": "TinyEngine, kB of 1024" },
      "figures": [
        ["label",       "model",       "macs",   "parameters", "memory", "top1"],
        ["mcunet-vww0", "mcunet_vww0", "6.0 M",  "0.37 M",     "146 kB", 87.4],
        ["mcunet-vww1", "mcunet_vww1", "11.6 M", "0.43 M",     "162 kB", 88.9],
        ["mcunet-vww2", "mcunet_vww2", "55.8 M", "0.64 M",     "311 kB", 91.7] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [1,     "memory", "not modelled", "measured with an earlier engine, of which no source is public: the later one plans 59 kB"],
        [2,     "memory", "not modelled", "measured with an earlier engine, of which no source is public: the later one plans 92 kB"],
        [3,     "memory", "not modelled", "measured with an earlier engine, of which no source is public: the later one plans 174 kB"] ] },
    { "table": "Peak activations",
      "task": "classification", "dataset": "ImageNet",
      "source": "mit-han-lab/tinyml, mcunet/README.md at e899b1be",
      "unit": "MACs; parameters; \"theoretical peak activation size, by summing input and output activation\", 8 bits",
      "note": "A block's input that its sum reads later is part of it.",
      "convention": { "memory": "int8, kB of 1024, truncated" },
      "figures": [
        ["label",           "model",          "macs",    "parameters", "memory"],
        ["mbv2-w0.3",       "-",              "7.3 M",   "0.63 M",     "94 kB"],
        ["mbv2-w0.35",      "mbv2_w0_35",     "23.5 M",  "0.75 M",     "303 kB"],
        ["proxyless-w0.25", "-",              "10.7 M",  "0.57 M",     "98 kB"],
        ["proxyless-w0.3",  "proxyless_w0_3", "38.3 M",  "0.75 M",     "242 kB"],
        ["256 kB, 1 MB",    "mcunet_in2",     "67.3 M",  "0.73 M",     "325 kB"],
        ["320 kB, 1 MB",    "mcunet_in3",     "81.8 M",  "0.74 M",     "333 kB"],
        ["512 kB, 2 MB",    "mcunet_in4",     "125.9 M", "1.7 M",      "413 kB"],
        ["5 FPS",           "mcunet_in1",     "12.8 M",  "0.6 M",      "90 kB"],
        ["10 FPS",          "mcunet_in0",     "6.4 M",   "0.7 M",      "45 kB"] ] },
    { "table": "Peak memory of TinyEngine",
      "task": "classification", "dataset": "ImageNet",
      "source": "mit-han-lab/tinyengine, README.md at 47bb2833: the engine at 03639563",
      "unit": "SRAM on an STM32H743, 8 bits",
      "convention": { "memory": "TinyEngine, kB of 1024" },
      "figures": [
        ["label",               "model",          "resolution", "memory"],
        ["mcunet-in0",          "mcunet_in0",     48,           "49 kB"],
        ["mcunet-in1",          "mcunet_in1",     96,           "96 kB"],
        ["mcunet-in2",          "mcunet_in2",     160,          "215 kB"],
        ["mcunet-in3",          "mcunet_in3",     176,          "260 kB"],
        ["mcunet-in4",          "mcunet_in4",     160,          "416 kB"],
        ["proxyless-w0.3-r64",  "proxyless_w0_3", 64,           "35 kB"],
        ["proxyless-w0.3-r176", "proxyless_w0_3", 176,          "259 kB"],
        ["mbv2-w0.3-r64",       "-",              "-",          "61 kB"] ] },
    { "table": "Peak memory of TinyEngine, visual wake words",
      "task": "classification", "dataset": "Visual Wake Words",
      "source": "mit-han-lab/tinyengine, README.md at 47bb2833: the engine at 03639563",
      "unit": "SRAM on an STM32H743, 8 bits",
      "convention": { "memory": "TinyEngine, kB of 1024" },
      "figures": [
        ["label",       "model",       "memory"],
        ["mcunet-vww0", "mcunet_vww0", "59 kB"],
        ["mcunet-vww1", "mcunet_vww1", "92 kB"],
        ["mcunet-vww2", "mcunet_vww2", "174 kB"] ] } ] }

"""###),
    File(path: "published/mnasnet.json", names: ["mnasnet_a1"], text: ###"""
{ "source": "Tan et al., MnasNet: Platform-Aware Neural Architecture Search for Mobile, arXiv:1807.11626 (2018)",
  "tables": [
    { "table": "Table 1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "Mult-Adds",
      "note": "The rows of MnasNet. A2 and A3 are other networks from the search.",
      "figures": [
        ["label",      "model",      "macs",  "parameters", "top1", "top5"],
        ["MnasNet-A1", "mnasnet_a1", "312 M", "3.9 M",      75.2,   92.5],
        ["MnasNet-A2", "-",          "340 M", "4.8 M",      75.6,   92.7],
        ["MnasNet-A3", "-",          "403 M", "-",          76.7,   93.3] ] },
    { "table": "Released models, A1", "model": "mnasnet_a1",
      "task": "classification", "dataset": "ImageNet",
      "convention": { "macs": "toco, halved" },
      "source": "tensorflow/tpu, models/official/mnasnet/README.md at 009812fb",
      "unit": "million mult-adds",
      "note": "Half of what toco, the converter to TensorFlow Lite, estimates: including biases, sums, scaling products and 64 for a sigmoid. The text next to the table gives 312, which is the count of MACs.",
      "figures": [
        ["width", "resolution", "macs",    "parameters", "top1", "top5"],
        [1.4,     224,          "591.5 M", "6.1 M",      77.2,   93.5],
        [1.0,     224,          "315.2 M", "3.9 M",      75.2,   92.5],
        [0.75,    224,          "226.7 M", "2.9 M",      73.3,   91.3],
        [0.5,     224,          "105.2 M", "2.1 M",      68.9,   88.4],
        [0.35,    224,          "63.2 M",  "1.7 M",      64.1,   85.1],
        [1.4,     192,          "435.1 M", "6.1 M",      76.1,   93.0],
        [1.0,     192,          "232.0 M", "3.9 M",      74.0,   91.6],
        [0.75,    192,          "166.9 M", "2.9 M",      72.1,   90.5],
        [0.5,     192,          "77.6 M",  "2.1 M",      67.2,   87.4],
        [0.35,    192,          "46.8 M",  "1.7 M",      62.4,   83.8],
        [1.4,     160,          "302.8 M", "6.1 M",      74.8,   92.1],
        [1.0,     160,          "161.6 M", "3.9 M",      72.0,   90.5],
        [0.75,    160,          "116.4 M", "2.9 M",      70.1,   89.3],
        [0.5,     160,          "54.4 M",  "2.1 M",      64.9,   85.8],
        [0.35,    160,          "32.9 M",  "1.7 M",      59.3,   81.5],
        [1.4,     128,          "194.5 M", "6.1 M",      72.5,   90.6],
        [1.0,     128,          "104.1 M", "3.9 M",      69.3,   88.9],
        [0.75,    128,          "75.0 M",  "2.9 M",      67.0,   87.3],
        [0.5,     128,          "35.3 M",  "2.1 M",      60.8,   83.0],
        [0.35,    128,          "21.6 M",  "1.7 M",      54.8,   78.1],
        [1.4,     96,           "110.3 M", "6.1 M",      68.6,   88.1],
        [1.0,     96,           "59.3 M",  "3.9 M",      64.4,   85.8],
        [0.75,    96,           "42.9 M",  "2.9 M",      62.1,   84.0],
        [0.5,     96,           "20.5 M",  "2.1 M",      54.7,   78.1],
        [0.35,    96,           "12.7 M",  "1.7 M",      49.3,   73.4] ] } ] }

"""###),
    File(path: "published/mobilenet_v1.json", names: ["alexnet_original", "googlenet", "inception_v3", "mobilenet_v1", "separable", "squeezenet1_0", "ssd300_vgg16", "standard", "vgg16"], text: ###"""
{ "source": "Howard et al., MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, arXiv:1704.04861 (2017)",
  "tables": [
    { "table": "Table 2", "model": "mobilenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "share of mult-adds and of parameters",
      "convention": { "parameters": "weights only" },
      "figures": [
        ["label",           "kind",      "macs",    "parameters"],
        ["Conv 1x1",        "pointwise", "94.86 %", "74.59 %"],
        ["Conv DW 3x3",     "depthwise", "3.06 %",  "1.06 %"],
        ["Conv 3x3",        "standard",  "1.19 %",  "0.02 %"],
        ["Fully connected", "dense",     "0.18 %",  "24.33 %"] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [3,     "macs",   "misprint", "digits swapped: the column sums to 99.29 %, so 0.72 % is missing; the count is 1.91 %"] ] },
    { "table": "Table 3",
      "task": "layer", "dataset": "-",
      "unit": "million mult-adds, million parameters",
      "note": "One layer, changed step by step: the full convolution, depthwise separable, width 0.75, resolution 0.714 (14 becomes 10).",
      "figures": [
        ["label",               "model",     "in", "out", "size", "macs",   "parameters"],
        ["Convolution",         "standard",  512,  512,   14,     "462 M",  "2.36 M"],
        ["Depthwise separable", "separable", 512,  512,   14,     "52.3 M", "0.27 M"],
        ["width 0.75",          "separable", 384,  384,   14,     "29.6 M", "0.15 M"],
        ["resolution 0.714",    "separable", 384,  384,   10,     "15.1 M", "0.15 M"] ] },
    { "table": "Table 4, full convolutions", "model": "mobilenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million mult-adds",
      "convention": { "macs": "without classifier" },
      "note": "The first row of the table leaves out the classifier, the second includes it: 4867.29 with it.",
      "figures": [
        ["label",          "replace",            "macs",   "parameters", "top1"],
        ["Conv MobileNet", "separable=standard", "4866 M", "29.3 M",     71.7] ] },
    { "table": "Table 4", "model": "mobilenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million mult-adds",
      "figures": [
        ["label",     "width", "macs",  "parameters", "top1"],
        ["MobileNet", 1.0,     "569 M", "4.2 M",      70.6] ] },
    { "table": "Table 5",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million mult-adds",
      "note": "The shallow network leaves out the five 512-channel blocks of stride 1; no parameter does that. Summing its layers gives 307.32 million mult-adds, 2.888 million parameters.",
      "figures": [
        ["label",             "model",        "width", "macs",  "parameters", "top1"],
        ["0.75 MobileNet",    "mobilenet_v1", 0.75,    "325 M", "2.6 M",      68.4],
        ["Shallow MobileNet", "-",            "-",     "307 M", "2.9 M",      65.3] ] },
    { "table": "Table 6", "model": "mobilenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million mult-adds",
      "figures": [
        ["width", "macs",  "parameters", "top1"],
        [1.0,     "569 M", "4.2 M",      70.6],
        [0.75,    "325 M", "2.6 M",      68.4],
        [0.5,     "149 M", "1.3 M",      63.7],
        [0.25,    "41 M",  "0.5 M",      50.6] ] },
    { "table": "Table 7", "model": "mobilenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million mult-adds",
      "figures": [
        ["resolution", "macs",  "parameters", "top1"],
        [224,          "569 M", "4.2 M",      70.6],
        [192,          "418 M", "4.2 M",      69.1],
        [160,          "290 M", "4.2 M",      67.2],
        [128,          "186 M", "4.2 M",      64.4] ],
      "exceptions": [
        ["row", "metric", "verdict",   "reason"],
        [3,     "macs",   "truncated", "290.68 million; the released table prints 291"] ] },
    { "table": "Tables 8 and 9",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million mult-adds",
      "convention": { "parameters": "without batch norm" },
      "note": "1.32 M reveals the convention: 1.321 million parameters without batch norm, 1.332 with it. The paper draws \"22x less computation\" from SqueezeNet's row.",
      "figures": [
        ["label",              "model",            "width", "resolution", "macs",   "parameters", "top1"],
        ["1.0 MobileNet-224",  "mobilenet_v1",     1.0,     224,          "569 M",  "4.2 M",      70.6],
        ["GoogleNet",          "googlenet",        "-",     "-",          "1550 M", "6.8 M",      69.8],
        ["0.50 MobileNet-160", "mobilenet_v1",     0.5,     160,          "76 M",   "1.32 M",     60.2],
        ["SqueezeNet",         "squeezenet1_0",    "-",     227,          "1700 M", "1.25 M",     57.5],
        ["AlexNet",            "alexnet_original", "-",     227,          "720 M",  "60 M",       57.2] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [2,     "macs",       "unexplained", "1582.67 million; 1504.62 without taps on padding, 1581.65 without the classifier, 1498.38 as torchvision builds it"],
        [2,     "parameters", "unexplained", "6.999 million, 6.990 without biases, 6.625 as torchvision builds it"],
        [3,     "macs",       "truncated",   "76.52 million; the released table prints 77"],
        [4,     "macs",       "misprint",    "FLOPs in a column of mult-adds: the count is 832.67 million, and ShuffleNet's paper prints 833; its double is 1665"],
        [5,     "macs",       "misprint",    "724.41 million, with two digits although the column has three or more; ShuffleNet's paper copies it"],
        [5,     "parameters", "truncated",   "60.97 million"] ] },
    { "table": "Tables 8 and 9, VGG 16", "model": "vgg16",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million mult-adds",
      "convention": { "macs": "convolutions" },
      "figures": [
        ["label",  "macs",    "parameters", "top1"],
        ["VGG 16", "15300 M", "138 M",      71.5] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [1,     "macs",   "misprint", "without the dense layers, which the other rows include, and with three digits: 15346.63 million of 15470.26"] ] },
    { "table": "Table 10, mult-adds",
      "task": "classification", "dataset": "Stanford Dogs",
      "unit": "million mult-adds",
      "note": "Stanford Dogs has 120 classes, but the mult-adds are for 1000: MobileNet's would be 568 and 418 otherwise.",
      "figures": [
        ["label",              "model",        "width", "resolution", "macs",   "top1"],
        ["Inception V3",       "inception_v3", "-",     "-",          "5000 M", 84],
        ["1.0 MobileNet-224",  "mobilenet_v1", 1.0,     224,          "569 M",  83.3],
        ["0.75 MobileNet-224", "mobilenet_v1", 0.75,    224,          "325 M",  81.9],
        ["1.0 MobileNet-192",  "mobilenet_v1", 1.0,     192,          "418 M",  81.9],
        ["0.75 MobileNet-192", "mobilenet_v1", 0.75,    192,          "239 M",  80.5] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [1,     "macs",   "misprint", "5713.22 million at 299; EfficientNet's Table 2 prints 5.7 billion for the same network"] ] },
    { "table": "Table 10, parameters",
      "task": "classification", "dataset": "Stanford Dogs",
      "unit": "million parameters",
      "figures": [
        ["label",              "model",        "width", "classes", "parameters"],
        ["Inception V3",       "inception_v3", "-",     120,       "23.2 M"],
        ["1.0 MobileNet-224",  "mobilenet_v1", 1.0,     120,       "3.3 M"],
        ["0.75 MobileNet-224", "mobilenet_v1", 0.75,    120,       "1.9 M"],
        ["1.0 MobileNet-192",  "mobilenet_v1", 1.0,     120,       "3.3 M"],
        ["0.75 MobileNet-192", "mobilenet_v1", 0.75,    120,       "1.9 M"] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [1,     "parameters", "unexplained", "22.03 million for 120 classes, 23.83 for 1000, 21.79 without the classifier"] ] },
    { "table": "Table 12",
      "task": "face attributes", "dataset": "-",
      "unit": "million mult-adds, million parameters",
      "convention": { "macs": "without classifier", "parameters": "without classifier" },
      "note": "Face attributes. The text says that the baseline has 75 million parameters, the table says 7.5.",
      "figures": [
        ["label",              "model",        "width", "resolution", "macs",   "parameters", "ap"],
        ["1.0 MobileNet-224",  "mobilenet_v1", 1.0,     224,          "568 M",  "3.2 M",      88.7],
        ["0.5 MobileNet-224",  "mobilenet_v1", 0.5,     224,          "149 M",  "0.8 M",      88.1],
        ["0.25 MobileNet-224", "mobilenet_v1", 0.25,    224,          "45 M",   "0.2 M",      87.2],
        ["1.0 MobileNet-128",  "mobilenet_v1", 1.0,     128,          "185 M",  "3.2 M",      88.1],
        ["0.5 MobileNet-128",  "mobilenet_v1", 0.5,     128,          "48 M",   "0.8 M",      87.7],
        ["0.25 MobileNet-128", "mobilenet_v1", 0.25,    128,          "15 M",   "0.2 M",      86.4],
        ["Baseline",           "-",            "-",     "-",          "1600 M", "7.5 M",      86.9] ],
      "exceptions": [
        ["row", "metric", "verdict",   "reason"],
        [3,     "macs",   "misprint",  "40.77 million; the paper's Table 6 prints 41 with the classifier"],
        [5,     "macs",   "truncated", "48.65 million; the other rows are rounded"],
        [6,     "macs",   "misprint",  "13.31 million, 13.57 with the classifier; the released table prints 14"] ] },
    { "table": "Table 13",
      "task": "detection", "dataset": "COCO",
      "unit": "billion mult-adds",
      "note": "Detection on COCO. The text says that PlaNet's MobileNet has 0.58 million mult-adds; it must be billion.",
      "figures": [
        ["label",                         "model",        "macs",    "parameters", "ap"],
        ["SSD 300, deeplab-VGG",          "ssd300_vgg16", "34.9 B",  "33.1 M",     21.1],
        ["SSD 300, Inception V2",         "-",            "3.8 B",   "13.7 M",     22.0],
        ["SSD 300, MobileNet",            "-",            "1.2 B",   "6.8 M",      19.3],
        ["Faster-RCNN 300, VGG",          "-",            "64.3 B",  "138.5 M",    22.9],
        ["Faster-RCNN 300, Inception V2", "-",            "118.2 B", "13.3 M",     15.4],
        ["Faster-RCNN 300, MobileNet",    "-",            "25.2 B",  "6.1 M",      16.4],
        ["Faster-RCNN 600, VGG",          "-",            "149.6 B", "138.5 M",    25.7],
        ["Faster-RCNN 600, Inception V2", "-",            "129.6 B", "13.3 M",     21.9],
        ["Faster-RCNN 600, MobileNet",    "-",            "30.5 B",  "6.1 M",      19.8] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [1,     "parameters", "unexplained", "35.64 million for 91 classes, 34.31 for 81, 26.29 for 21"] ] },
    { "table": "Table 14",
      "task": "face embedding", "dataset": "-",
      "unit": "million mult-adds, million parameters",
      "convention": { "macs": "without classifier" },
      "note": "Face embeddings. The last two rows have the same name; their figures are for resolutions 160 and 128.",
      "figures": [
        ["label",              "model",        "width", "resolution", "macs",   "parameters"],
        ["FaceNet",            "-",            "-",     "-",          "1600 M", "7.5 M"],
        ["1.0 MobileNet-160",  "mobilenet_v1", 1.0,     160,          "286 M",  "4.9 M"],
        ["1.0 MobileNet-128",  "mobilenet_v1", 1.0,     128,          "185 M",  "5.5 M"],
        ["0.75 MobileNet-128", "mobilenet_v1", 0.75,    160,          "166 M",  "3.4 M"],
        ["0.75 MobileNet-128", "mobilenet_v1", 0.75,    128,          "108 M",  "3.8 M"] ],
      "exceptions": [
        ["row", "metric",     "verdict",      "reason"],
        [2,     "macs",       "misprint",     "289.65 million without a head, which can only add to that; Table 7 prints 290 with the classifier"],
        [2,     "parameters", "not modelled", "the embedding's head, which the paper does not describe"],
        [3,     "parameters", "not modelled", "the embedding's head, which the paper does not describe"],
        [4,     "parameters", "not modelled", "the embedding's head, which the paper does not describe"],
        [5,     "macs",       "not modelled", "106.00 million without the embedding's head, which the paper does not describe"],
        [5,     "parameters", "not modelled", "the embedding's head, which the paper does not describe"] ] },
    { "table": "16 released checkpoints", "model": "mobilenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "source": "tensorflow/models, research/slim/nets/mobilenet_v1.md, checkpoints of 2018-02-22",
      "unit": "million MACs",
      "convention": { "parameters": "tf slim" },
      "note": "Parameters are for 1001 classes, and include the shift, moving mean and moving variance of batch norm: 4,243,945, 2,594,537, 1,337,577 and 473,065.",
      "figures": [
        ["width", "resolution", "classes", "macs",  "parameters", "top1", "top5"],
        [1.0,     224,          1001,      "569 M", "4.24 M",     70.9,   89.9],
        [1.0,     192,          1001,      "418 M", "4.24 M",     70.0,   89.2],
        [1.0,     160,          1001,      "291 M", "4.24 M",     68.0,   87.7],
        [1.0,     128,          1001,      "186 M", "4.24 M",     65.2,   85.8],
        [0.75,    224,          1001,      "317 M", "2.59 M",     68.4,   88.2],
        [0.75,    192,          1001,      "233 M", "2.59 M",     67.2,   87.3],
        [0.75,    160,          1001,      "162 M", "2.59 M",     65.3,   86.0],
        [0.75,    128,          1001,      "104 M", "2.59 M",     62.1,   83.9],
        [0.5,     224,          1001,      "150 M", "1.34 M",     63.3,   84.9],
        [0.5,     192,          1001,      "110 M", "1.34 M",     61.7,   83.6],
        [0.5,     160,          1001,      "77 M",  "1.34 M",     59.1,   81.9],
        [0.5,     128,          1001,      "49 M",  "1.34 M",     56.3,   79.4],
        [0.25,    224,          1001,      "41 M",  "0.47 M",     49.8,   74.2],
        [0.25,    192,          1001,      "34 M",  "0.47 M",     47.7,   72.3],
        [0.25,    160,          1001,      "21 M",  "0.47 M",     45.5,   70.3],
        [0.25,    128,          1001,      "14 M",  "0.47 M",     41.5,   66.3] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [5,     "macs",   "misprint", "the first convolution is left out, as in the three rows below: 325.40 - 8.13 = 317.27 million; the paper prints 325"],
        [6,     "macs",   "misprint", "the first convolution is left out: 239.27 - 5.97 = 233.30 million; the paper's Table 10 prints 239"],
        [7,     "macs",   "misprint", "the first convolution is left out: 166.40 - 4.15 = 162.25 million; the paper's Table 14 prints 166"],
        [8,     "macs",   "misprint", "the first convolution is left out: 106.77 - 2.65 = 104.12 million"],
        [9,     "macs",   "misprint", "149.50 million, rounded up twice; the paper prints 149"],
        [14,    "macs",   "misprint", "30.21 million; scaling by area from 41 at 224 gives 41 x (192 / 224)^2 = 30"] ] } ] }

"""###),
    File(path: "published/mobilenet_v2.json", names: ["mobilenet_v1", "mobilenet_v2", "shufflenet_v1", "ssd300_vgg16", "ssdlite320_mobilenet_v2"], text: ###"""
{ "source": "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, arXiv:1801.04381 (2018)",
  "tables": [
    { "table": "Table 4",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MAdds",
      "convention": { "macs": "truncated", "parameters": "without batch norm, truncated" },
      "figures": [
        ["label",             "model",         "width", "groups", "stem", "macs",  "parameters", "top1"],
        ["MobileNetV1",       "mobilenet_v1",  1.0,     "-",      "-",    "575 M", "4.2 M",      70.6],
        ["ShuffleNet (1.5)",  "shufflenet_v1", 1.5,     3,        24,     "292 M", "3.4 M",      71.5],
        ["ShuffleNet (x2)",   "shufflenet_v1", 2.0,     3,        48,     "524 M", "5.4 M",      73.7],
        ["NasNet-A",          "-",             "-",     "-",      "-",    "564 M", "5.3 M",      74.0],
        ["MobileNetV2",       "mobilenet_v2",  1.0,     "-",      "-",    "300 M", "3.4 M",      72.0],
        ["MobileNetV2 (1.4)", "mobilenet_v2",  1.4,     "-",      "-",    "585 M", "6.9 M",      74.7] ],
      "exceptions": [
        ["row", "metric",     "verdict",  "reason"],
        [1,     "macs",       "misprint", "568.74 million; MobileNet's own paper prints 569"],
        [6,     "macs",       "misprint", "582.20 million; the released table prints 582"],
        [6,     "parameters", "misprint", "6.061 million, 6.109 with batch norm; the released table prints 6.06"] ] },
    { "table": "Table 5",
      "task": "detection", "dataset": "COCO",
      "unit": "MAdds",
      "note": "The prediction layers alone, at 320 with 80 classes.",
      "figures": [
        ["label",   "model",                   "part",                "classes", "macs",   "parameters"],
        ["SSD",     "-",                       "-",                   "-",       "1.25 B", "14.8 M"],
        ["SSDLite", "ssdlite320_mobilenet_v2", "extra + class + box", 80,        "0.35 B", "2.1 M"] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [2,     "macs",   "misprint", "FLOPs in a column of multiply-adds: the count is 0.176 billion, its double 0.352; Table 6's 0.8 for the whole network leaves 0.18 besides the backbone's 0.61"] ] },
    { "table": "Table 6",
      "task": "detection", "dataset": "COCO",
      "unit": "MAdds",
      "note": "Detection on COCO, MobileNet at 320 with 80 classes and the background.",
      "figures": [
        ["label",             "model",                   "classes", "macs",   "parameters", "ap"],
        ["SSD300",            "ssd300_vgg16",            81,        "35.2 B", "36.1 M",     23.2],
        ["SSD512",            "-",                       "-",       "99.5 B", "36.1 M",     26.8],
        ["YOLOv2",            "-",                       "-",       "17.5 B", "50.7 M",     21.6],
        ["MNet V1 + SSDLite", "-",                       "-",       "1.3 B",  "5.1 M",      22.2],
        ["MNet V2 + SSDLite", "ssdlite320_mobilenet_v2", 81,        "0.8 B",  "4.3 M",      22.1] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [1,     "macs",       "unexplained", "34.36 billion for 81 classes, 34.86 for 91"],
        [1,     "parameters", "unexplained", "34.31 million for 81 classes, 35.64 for 91; SSD512 has 36.1, too"] ] },
    { "table": "Table 7",
      "task": "segmentation", "dataset": "PASCAL VOC",
      "unit": "MAdds",
      "note": "DeepLabv3 on VOC, with its output stride. costcalc has no specs for segmentation networks.",
      "figures": [
        ["label",                 "model", "macs",     "parameters"],
        ["MNet V1, stride 16",    "-",     "14.25 B",  "11.15 M"],
        ["MNet V1, stride 8",     "-",     "941.9 B",  "11.15 M"],
        ["MNet V2*, stride 16",   "-",     "5.8 B",    "4.52 M"],
        ["MNet V2*, stride 8",    "-",     "387 B",    "4.52 M"],
        ["MNet V2*, stride 16",   "-",     "2.75 B",   "2.11 M"],
        ["MNet V2*, stride 8",    "-",     "152.6 B",  "2.11 M"],
        ["ResNet-101, stride 16", "-",     "81.0 B",   "58.16 M"],
        ["ResNet-101, stride 8",  "-",     "4870.6 B", "58.16 M"] ] },
    { "table": "22 released checkpoints", "model": "mobilenet_v2",
      "task": "classification", "dataset": "ImageNet",
      "source": "tensorflow/models, research/slim/nets/mobilenet/README.md",
      "unit": "million MACs",
      "convention": { "macs": "truncated", "parameters": "without batch norm" },
      "figures": [
        ["width", "resolution", "macs",  "parameters", "top1", "top5"],
        [1.4,     224,          "582 M", "6.06 M",     75.0,   92.5],
        [1.3,     224,          "509 M", "5.34 M",     74.4,   92.1],
        [1.0,     224,          "300 M", "3.47 M",     71.8,   91.0],
        [1.0,     192,          "221 M", "3.47 M",     70.7,   90.1],
        [1.0,     160,          "154 M", "3.47 M",     68.8,   89.0],
        [1.0,     128,          "99 M",  "3.47 M",     65.3,   86.9],
        [1.0,     96,           "56 M",  "3.47 M",     60.3,   83.2],
        [0.75,    224,          "209 M", "2.61 M",     69.8,   89.6],
        [0.75,    192,          "153 M", "2.61 M",     68.7,   88.9],
        [0.75,    160,          "107 M", "2.61 M",     66.4,   87.3],
        [0.75,    128,          "69 M",  "2.61 M",     63.2,   85.3],
        [0.75,    96,           "39 M",  "2.61 M",     58.8,   81.6],
        [0.5,     224,          "97 M",  "1.95 M",     65.4,   86.4],
        [0.5,     192,          "71 M",  "1.95 M",     63.9,   85.4],
        [0.5,     160,          "50 M",  "1.95 M",     61.0,   83.2],
        [0.5,     128,          "32 M",  "1.95 M",     57.7,   80.8],
        [0.5,     96,           "18 M",  "1.95 M",     51.2,   75.8],
        [0.35,    224,          "59 M",  "1.66 M",     60.3,   82.9],
        [0.35,    192,          "43 M",  "1.66 M",     58.2,   81.2],
        [0.35,    160,          "30 M",  "1.66 M",     55.7,   79.1],
        [0.35,    128,          "20 M",  "1.66 M",     50.8,   75.0],
        [0.35,    96,           "11 M",  "1.66 M",     45.5,   70.4] ] } ] }

"""###),
    File(path: "published/mobilenet_v3.json", names: ["mnasnet_a1", "mnasnet_small", "mobilenet_v2", "mobilenet_v3_large", "mobilenet_v3_large_minimal", "mobilenet_v3_small", "mobilenet_v3_small_minimal", "ssdlite320", "ssdlite320_mobilenet_v2"], text: ###"""
{ "source": "Howard et al., Searching for MobileNetV3, arXiv:1905.02244 (2019)",
  "tables": [
    { "table": "Table 3",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million MAdds",
      "note": "V3-Small with the head of 1280 channels that this version of the paper prints; a later version has 1024.",
      "figures": [
        ["label",         "model",              "width", "head", "macs",   "parameters", "top1"],
        ["V3-Large 1.0",  "mobilenet_v3_large", 1.0,     "-",    "219 M",  "5.4 M",      75.2],
        ["V3-Large 0.75", "mobilenet_v3_large", 0.75,    "-",    "155 M",  "4.0 M",      73.3],
        ["MnasNet-A1",    "mnasnet_a1",         1.0,     "-",    "315 M",  "3.9 M",      75.2],
        ["Proxyless",     "-",                  "-",     "-",    "320 M",  "4.0 M",      74.6],
        ["V2 1.0",        "mobilenet_v2",       1.0,     "-",    "300 M",  "3.4 M",      72.0],
        ["V3-Small 1.0",  "mobilenet_v3_small", 1.0,     1280,   "66 M",   "2.9 M",      67.4],
        ["V3-Small 0.75", "mobilenet_v3_small", 0.75,    1280,   "44 M",   "2.4 M",      65.4],
        ["Mnas-small",    "mnasnet_small",      1.0,     "-",    "65.1 M", "1.9 M",      64.9],
        ["V2 0.35",       "mobilenet_v2",       0.35,    "-",    "59.2 M", "1.6 M",      60.8] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [1,     "macs",       "misprint",    "216.59 million; the released table prints 217"],
        [1,     "parameters", "truncated",   "5.483 million, 5.459 without batch norm"],
        [3,     "macs",       "misprint",    "311.58 million, as MnasNet's paper prints (312): 315 is from the table released with its code, where 315.2 is half of toco's estimate, which counts biases, sums and sigmoids"],
        [5,     "macs",       "truncated",   "300.77 million, from MobileNet V2's Table 4"],
        [6,     "macs",       "misprint",    "56.91 million; a later version of the paper prints 56 (head 1024: 56.51)"],
        [8,     "macs",       "unexplained", "68.34 million by the released code"],
        [8,     "parameters", "unexplained", "2.030 million by the released code, 2.013 without batch norm"],
        [9,     "macs",       "truncated",   "59.29 million"],
        [9,     "parameters", "truncated",   "1.677 million, 1.663 without batch norm; the released table prints 1.66"] ] },
    { "table": "Table 3, later version", "model": "mobilenet_v3_small",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million MAdds",
      "note": "The row of V3-Small 1.0 with the head of 1024 channels; the others are not typed.",
      "figures": [
        ["label",        "width", "macs", "parameters", "top1"],
        ["V3-Small 1.0", 1.0,     "56 M", "2.5 M",      67.4] ] },
    { "table": "Released checkpoints",
      "task": "classification", "dataset": "ImageNet",
      "source": "tensorflow/models, research/slim/nets/mobilenet/README.md at 0ba83cf0",
      "unit": "million MACs",
      "figures": [
        ["label",                      "model",                      "width", "head", "macs",  "parameters", "top1"],
        ["Large 1.0 (float)",          "mobilenet_v3_large",         1.0,     "-",    "217 M", "5.4 M",      75.2],
        ["Large 1.0 (8-bit)",          "mobilenet_v3_large",         1.0,     "-",    "217 M", "5.4 M",      73.9],
        ["Large 0.75 (float)",         "mobilenet_v3_large",         0.75,    "-",    "155 M", "4.0 M",      73.3],
        ["Small 1.0 (float)",          "mobilenet_v3_small",         1.0,     1280,   "66 M",  "2.9 M",      67.5],
        ["Small 1.0 (8-bit)",          "mobilenet_v3_small",         1.0,     1280,   "66 M",  "2.9 M",      64.9],
        ["Small 0.75 (float)",         "mobilenet_v3_small",         0.75,    1280,   "44 M",  "2.4 M",      65.4],
        ["Large minimalistic (float)", "mobilenet_v3_large_minimal", 1.0,     "-",    "209 M", "3.9 M",      72.3],
        ["Large minimalistic (8-bit)", "mobilenet_v3_large_minimal", 1.0,     "-",    "209 M", "3.9 M",      71.3],
        ["Small minimalistic (float)", "mobilenet_v3_small_minimal", 1.0,     1024,   "65 M",  "2.0 M",      61.9] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [1,     "parameters", "truncated",   "5.483 million, 5.459 without batch norm"],
        [2,     "parameters", "truncated",   "5.483 million, 5.459 without batch norm"],
        [4,     "macs",       "misprint",    "56.91 million; a later version of the paper prints 56"],
        [5,     "macs",       "misprint",    "56.91 million; a later version of the paper prints 56"],
        [9,     "macs",       "unexplained", "52.29 million, 52.70 with a head of 1280; about 10 million too many, like the 66 of V3-Small"] ] },
    { "table": "Table 6",
      "task": "detection", "dataset": "COCO",
      "unit": "billion MAdds",
      "note": "SSDLite on COCO, 80 classes and the background.",
      "figures": [
        ["label",               "model",                   "backbone",                   "classes", "macs",   "parameters", "ap"],
        ["V1",                  "-",                       "-",                          "-",       "1.3 B",  "5.1 M",      22.2],
        ["V2",                  "ssdlite320_mobilenet_v2", "-",                          81,        "0.8 B",  "4.3 M",      22.1],
        ["MnasNet",             "-",                       "-",                          "-",       "0.84 B", "4.88 M",     23.0],
        ["V3",                  "ssdlite320",              "mobilenet_v3_large",         81,        "0.62 B", "4.97 M",     22.0],
        ["V3, C4 to C5 halved", "ssdlite320",              "mobilenet_v3_large_reduced", 81,        "0.51 B", "3.22 M",     22.0],
        ["V2 0.35",             "-",                       "-",                          "-",       "0.16 B", "0.93 M",     13.7],
        ["V2 0.5",              "-",                       "-",                          "-",       "0.27 B", "1.54 M",     16.6],
        ["MnasNet 0.35",        "-",                       "-",                          "-",       "0.18 B", "1.02 M",     15.6],
        ["MnasNet 0.5",         "-",                       "-",                          "-",       "0.29 B", "1.68 M",     18.5],
        ["V3-Small",            "-",                       "-",                          "-",       "0.21 B", "2.49 M",     16.0],
        ["V3-Small, halved",    "-",                       "-",                          "-",       "0.16 B", "1.77 M",     16.1] ],
      "exceptions": [
        ["row", "metric",     "verdict",     "reason"],
        [4,     "macs",       "unexplained", "0.667 billion; 0.598 with 3 anchors on the first map, 0.690 for 91 classes"],
        [4,     "parameters", "unexplained", "5.031 million, 4.991 without batch norm"],
        [5,     "macs",       "unexplained", "0.563 billion; 0.583 for 91 classes"],
        [5,     "parameters", "unexplained", "3.301 million, 3.269 without batch norm"] ] },
    { "table": "Table 7",
      "task": "segmentation", "dataset": "Cityscapes",
      "unit": "MAdds",
      "note": "Segmentation of Cityscapes. costcalc has no specs for segmentation networks.",
      "figures": [
        ["label",                        "model", "macs",    "parameters"],
        ["1: V2, R-ASPP, F 256",         "-",     "21.29 B", "2.11 M"],
        ["2: V2, R-ASPP, F 256",         "-",     "13.68 B", "1.15 M"],
        ["3: V2, LR-ASPP, F 256",        "-",     "12.83 B", "1.02 M"],
        ["4: V2, LR-ASPP, F 128",        "-",     "12.57 B", "0.98 M"],
        ["5: V3, R-ASPP, F 256",         "-",     "18.43 B", "3.60 M"],
        ["6: V3, R-ASPP, F 256",         "-",     "11.24 B", "1.76 M"],
        ["7: V3, LR-ASPP, F 256",        "-",     "10.33 B", "1.63 M"],
        ["8: V3, LR-ASPP, F 128",        "-",     "9.74 B",  "1.51 M"],
        ["9: V2 0.5, LR-ASPP, F 128",    "-",     "4.00 B",  "0.28 M"],
        ["10: V2 0.35, LR-ASPP, F 128",  "-",     "2.54 B",  "0.16 M"],
        ["11: V3-Small, LR-ASPP, F 128", "-",     "2.90 B",  "0.47 M"] ] },
    { "table": "Table 8, full resolution",
      "task": "segmentation", "dataset": "Cityscapes",
      "unit": "MAdds",
      "note": "Segmentation of Cityscapes, with the output stride.",
      "figures": [
        ["label",               "model", "macs"],
        ["V3, stride 16",       "-",     "9.74 B"],
        ["V3, stride 32",       "-",     "7.74 B"],
        ["V3-Small, stride 16", "-",     "2.90 B"],
        ["V3-Small, stride 32", "-",     "2.06 B"] ] },
    { "table": "Table 8, half resolution",
      "task": "segmentation", "dataset": "Cityscapes",
      "unit": "MAdds",
      "figures": [
        ["label",               "model", "macs"],
        ["V3, stride 16",       "-",     "2.48 B"],
        ["V3, stride 32",       "-",     "1.98 B"],
        ["V3-Small, stride 16", "-",     "0.74 B"],
        ["V3-Small, stride 32", "-",     "0.53 B"],
        ["ESPNetv2",            "-",     "2.7 B"],
        ["CCC2",                "-",     "3.15 B"],
        ["ESPNetv1",            "-",     "4.5 B"] ] } ] }

"""###),
    File(path: "published/nas_fpn.json", names: [], text: ###"""
{ "source": "Ghiasi et al., NAS-FPN: Learning Scalable Feature Pyramid Architecture for Object Detection, arXiv:1904.07392 (2019)",
  "tables": [
    { "table": "Mobile detection",
      "task": "detection", "dataset": "COCO",
      "unit": "million parameters",
      "note": "The NAS-FPN figures for larger networks are in Tables 2 and 5 of EfficientDet's paper.",
      "figures": [
        ["label",                       "model", "parameters", "ap"],
        ["NAS-FPNLite MobileNetV2 320", "-",     "2.16 M",     24.2] ] } ] }

"""###),
    File(path: "published/pycls.json", names: ["efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5", "resnet101", "resnet152", "resnet50", "resnext101_32x8d", "resnext50_32x4d"], text: ###"""
{ "source": "facebookresearch/pycls, MODEL_ZOO.md at 1caf15bb",
  "tables": [
    { "table": "Model zoo",
      "task": "classification", "dataset": "ImageNet",
      "unit": "flops (B), a multiply-add counted as one; params (M); acts (M)",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "The EN rows have the figures of EfficientNet's own Table 2: 12, 19 and 30 million parameters became 12.0, 19.0 and 30.0.",
      "figures": [
        ["label",         "model",            "group_width", "n3", "n4", "macs",   "parameters", "activations"],
        ["ResNet-50",     "resnet50",         "-",           "-",  "-",  "4.1 B",  "22.6 M",     "11.1 M"],
        ["ResNet-101",    "resnet101",        "-",           "-",  "-",  "7.8 B",  "44.6 M",     "16.2 M"],
        ["ResNet-152",    "resnet152",        "-",           "-",  "-",  "11.5 B", "60.2 M",     "22.6 M"],
        ["ResNeXt-50",    "resnext50_32x4d",  "-",           "-",  "-",  "4.2 B",  "25.0 M",     "14.4 M"],
        ["ResNeXt-101",   "resnext101_32x8d", 4,             "-",  "-",  "8.0 B",  "44.2 M",     "21.2 M"],
        ["ResNeXt-152",   "resnext50_32x4d",  "-",           8,    36,   "11.7 B", "60.0 M",     "29.7 M"],
        ["EN-B0",         "efficientnet_b0",  "-",           "-",  "-",  "0.4 B",  "5.3 M",      "6.7 M"],
        ["EN-B1",         "efficientnet_b1",  "-",           "-",  "-",  "0.7 B",  "7.8 M",      "10.9 M"],
        ["EN-B2",         "efficientnet_b2",  "-",           "-",  "-",  "1.0 B",  "9.2 M",      "13.8 M"],
        ["EN-B3",         "efficientnet_b3",  "-",           "-",  "-",  "1.8 B",  "12.0 M",     "23.8 M"],
        ["EN-B4",         "efficientnet_b4",  "-",           "-",  "-",  "4.2 B",  "19.0 M",     "48.5 M"],
        ["EN-B5",         "efficientnet_b5",  "-",           "-",  "-",  "9.9 B",  "30.0 M",     "98.9 M"],
        ["RegNetX-400MF", "-",                "-",           "-",  "-",  "0.4 B",  "5.2 M",      "3.1 M"],
        ["RegNetX-4.0GF", "-",                "-",           "-",  "-",  "4.0 B",  "22.1 M",     "12.2 M"],
        ["RegNetX-16GF",  "-",                "-",           "-",  "-",  "15.9 B", "54.3 M",     "25.5 M"],
        ["RegNetX-32GF",  "-",                "-",           "-",  "-",  "31.7 B", "107.8 M",    "36.3 M"],
        ["RegNetY-400MF", "-",                "-",           "-",  "-",  "0.4 B",  "4.3 M",      "3.9 M"],
        ["RegNetY-4.0GF", "-",                "-",           "-",  "-",  "4.0 B",  "20.6 M",     "12.3 M"],
        ["RegNetY-16GF",  "-",                "-",           "-",  "-",  "15.9 B", "83.6 M",     "23.0 M"],
        ["RegNetY-32GF",  "-",                "-",           "-",  "-",  "32.3 B", "145.0 M",    "30.3 M"] ],
      "exceptions": [
        ["row", "metric",      "verdict",  "reason"],
        [1,     "parameters",  "misprint", "a wrong digit: 25.557 million; MACs and activations are right"],
        [2,     "parameters",  "misprint", "rounded twice: 44.549 million, 44.55, 44.6"],
        [9,     "parameters",  "misprint", "9.110 million: EfficientNet's Table 2 prints 9.2, just as the three rows below have its 12, 19 and 30"],
        [10,    "parameters",  "misprint", "12.233 million: EfficientNet's Table 2 prints 12, and a digit was added"],
        [11,    "activations", "misprint", "49.489 million: timm prints 49.49"],
        [11,    "macs",        "unexplained", "4.394 billion, copied from EfficientNet's Table 2; torchvision prints 4.4"],
        [11,    "parameters",  "misprint", "19.342 million: EfficientNet's Table 2 prints 19, and a digit was added"],
        [12,    "macs",        "unexplained", "10.266 billion, copied from EfficientNet's Table 2; torchvision prints 10.3"],
        [12,    "parameters",  "misprint", "30.390 million: EfficientNet's Table 2 prints 30, and a digit was added"] ] } ] }

"""###),
    File(path: "published/pytorchcv.json", names: ["alexnet", "bn_inception", "inception_v3", "mobilenet_v1", "mobilenet_v2", "resnet101", "resnet152", "resnet50", "seresnet101", "seresnet152", "seresnet50", "seresnext50_32x4d", "shufflenet_v1", "shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5", "shufflenet_v2_x2_0", "sqnxt23", "sqnxt23v5", "squeezenet1_0", "squeezenet1_1", "vgg16", "xception"], text: ###"""
{ "source": "osmr/imgclsmob, pytorch/README.md at 017fe2cd",
  "tables": [
    { "table": "ImageNet-1K",
      "task": "classification", "dataset": "ImageNet",
      "unit": "FLOPs/2, with batch norm, activations and pooling; parameters",
      "convention": { "macs": "pytorchcv, halved" },
      "note": "A convolution without bias counts one weight less for each pair of channels, batch norm two per value, an activation half (a sigmoid two), pooling half of its window.",
      "figures": [
        ["label",               "model",              "early_stride", "width", "groups", "stem", "resolution", "bias", "padded", "kernel", "unit",   "macs",       "parameters"],
        ["AlexNet",             "alexnet",            "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "714.83 M",   "61100840"],
        ["VGG-16",              "vgg16",              "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "15480.1 M",  "138357544"],
        ["BN-Inception",        "bn_inception",       "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "2048.06 M",  "11295240"],
        ["ResNet-50",           "resnet50",           true,           "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "3877.95 M",  "25557032"],
        ["ResNet-50b",          "resnet50",           "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "4110.48 M",  "25557032"],
        ["ResNet-101",          "resnet101",          true,           "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "7597.95 M",  "44549160"],
        ["ResNet-101b",         "resnet101",          "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "7830.48 M",  "44549160"],
        ["ResNet-152",          "resnet152",          true,           "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "11321.85 M", "60192808"],
        ["SE-ResNet-50",        "seresnet50",         true,           "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "3880.49 M",  "28088024"],
        ["SE-ResNet-101",       "seresnet101",        true,           "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "7602.76 M",  "49326872"],
        ["SE-ResNet-152",       "seresnet152",        true,           "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "11328.52 M", "66821848"],
        ["SE-ResNeXt-50",       "seresnext50_32x4d",  "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "4258.4 M",   "27559896"],
        ["SqueezeNet v1.0",     "squeezenet1_0",      "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "823.67 M",   "1248424"],
        ["SqueezeNet v1.1",     "squeezenet1_1",      "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "352.02 M",   "1235496"],
        ["1.0-SqNxt-23",        "sqnxt23",            "-",            "-",     "-",      "-",    224,          true,   true,     "-",      "-",      "287.28 M",   "724056"],
        ["1.0-SqNxt-23v5",      "sqnxt23v5",          "-",            "-",     "-",      "-",    224,          true,   true,     7,        "beside", "285.82 M",   "921816"],
        ["ShuffleNet x0.25 g1", "shufflenet_v1",      "-",            0.25,    1,        6,      "-",          "-",    "-",      "-",      "-",      "12.35 M",    "209746"],
        ["ShuffleNet x0.25 g3", "shufflenet_v1",      "-",            0.25,    3,        6,      "-",          "-",    "-",      "-",      "-",      "13.09 M",    "305902"],
        ["ShuffleNet x0.5 g1",  "shufflenet_v1",      "-",            0.5,     1,        12,     "-",          "-",    "-",      "-",      "-",      "41.16 M",    "534484"],
        ["ShuffleNet x0.5 g3",  "shufflenet_v1",      "-",            0.5,     3,        12,     "-",          "-",    "-",      "-",      "-",      "41.7 M",     "718324"],
        ["ShuffleNetV2 x0.5",   "shufflenet_v2_x0_5", "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "43.31 M",    "1366792"],
        ["ShuffleNetV2 x1.0",   "shufflenet_v2_x1_0", "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "149.72 M",   "2278604"],
        ["ShuffleNetV2 x1.5",   "shufflenet_v2_x1_5", "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "320.77 M",   "4406098"],
        ["ShuffleNetV2 x2.0",   "shufflenet_v2_x2_0", "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "595.84 M",   "7601686"],
        ["MobileNet x0.25",     "mobilenet_v1",       "-",            0.25,    "-",      "-",    "-",          "-",    "-",      "-",      "-",      "44.09 M",    "470072"],
        ["MobileNet x0.5",      "mobilenet_v1",       "-",            0.5,     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "155.42 M",   "1331592"],
        ["MobileNet x0.75",     "mobilenet_v1",       "-",            0.75,    "-",      "-",    "-",          "-",    "-",      "-",      "-",      "333.99 M",   "2585560"],
        ["MobileNet x1.0",      "mobilenet_v1",       "-",            1.0,     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "579.8 M",    "4231976"],
        ["MobileNetV2 x0.25",   "mobilenet_v2",       "-",            0.25,    "-",      "-",    "-",          "-",    "-",      "-",      "-",      "34.24 M",    "1516392"],
        ["MobileNetV2 x0.5",    "mobilenet_v2",       "-",            0.5,     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "100.13 M",   "1964736"],
        ["MobileNetV2 x0.75",   "mobilenet_v2",       "-",            0.75,    "-",      "-",    "-",          "-",    "-",      "-",      "-",      "198.5 M",    "2627592"],
        ["MobileNetV2 x1.0",    "mobilenet_v2",       "-",            1.0,     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "329.36 M",   "3504960"],
        ["Xception",            "xception",           "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "8403.63 M",  "22855952"],
        ["InceptionV3",         "inception_v3",       "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "5743.06 M",  "23834568"],
        ["InceptionResNetV2",   "-",                  "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "13188.64 M", "55843464"],
        ["NASNet-A 4@1056",     "-",                  "-",            "-",     "-",      "-",    "-",          "-",    "-",      "-",      "-",      "584.9 M",    "5289978"] ],
      "exceptions": [
        ["row", "metric",     "verdict",      "reason"],
        [23,    "macs",       "not modelled", "pytorchcv's own widths at 1.5x: 4,406,098 parameters; the paper prints 3.5 million"],
        [23,    "parameters", "not modelled", "pytorchcv's own widths at 1.5x; the paper prints 3.5 million"],
        [24,    "macs",       "not modelled", "pytorchcv's own widths at 2x: 7,601,686 parameters; the paper prints 7.4 million"],
        [24,    "parameters", "not modelled", "pytorchcv's own widths at 2x; the paper prints 7.4 million"],
        [29,    "macs",       "not modelled", "pytorchcv's network: its first bottleneck expands, too, and widths are not rounded to multiples of 8"],
        [29,    "parameters", "not modelled", "pytorchcv's network: widths are not rounded, its first bottleneck expands, too, and its classifier has no bias"],
        [30,    "macs",       "not modelled", "as at x0.25"],
        [30,    "parameters", "not modelled", "as at x0.25"],
        [31,    "macs",       "not modelled", "as at x0.25"],
        [31,    "parameters", "not modelled", "as at x0.25"],
        [32,    "macs",       "not modelled", "pytorchcv's network: its first bottleneck expands, too, for 12.85 million MACs"],
        [32,    "parameters", "not modelled", "pytorchcv's network: 1,088 more in its first bottleneck, 1,000 fewer without the classifier's bias"],
        [21,    "macs",       "not modelled", "pytorchcv pools with a window (25,088); the spec has x.mean, like torchvision"],
        [22,    "macs",       "not modelled", "pytorchcv pools with a window (25,088); the spec has x.mean, like torchvision"] ] } ] }

"""###),
    File(path: "published/retinanet.json", names: ["retinanet_resnet50_fpn"], text: ###"""
{ "source": "Lin et al., Focal Loss for Dense Object Detection, arXiv:1708.02002 (2017)",
  "tables": [
    { "table": "Released weights of torchvision", "model": "retinanet_resnet50_fpn",
      "task": "detection", "dataset": "COCO",
      "source": "pytorch/vision, torchvision/models/detection/retinanet.py, metadata of the weights",
      "unit": "GFLOPS, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs", "parameters": "without batch norm" },
      "note": "Batch norm is frozen: none of it is trainable.",
      "figures": [
        ["resolution", "classes", "macs",     "parameters", "ap"],
        [800,          91,        "151.54 G", "34014999",   36.4] ] },
    { "table": "Test of the model analysis of detectron2", "model": "retinanet_resnet50_fpn",
      "task": "detection", "dataset": "COCO",
      "source": "facebookresearch/detectron2, tests/test_model_analysis.py at 405ef0d4",
      "unit": "G flops, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, truncated", "parameters": "without batch norm" },
      "note": "P6 comes from C5, and batch norm is frozen. The second row is detectron2's 'backbone' alone.",
      "figures": [
        ["label",                 "pyramid",   "classes", "resolution", "part",       "macs",  "parameters"],
        ["retinanet_R_50_FPN_1x", "fpn_c5_p7", 80,        800,          "-",          "146 G", "37915572"],
        ["backbone",              "fpn_c5_p7", 80,        800,          "body + fpn", "-",     "31452352"] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [1,     "macs",   "not modelled", "149.2 billion. detectron2's ResNet-50 has the stride in the first 1x1 convolution (early_stride of resnet50), which RetinaNet's spec does not pass on: 2.949 billion fewer at 800, so 146.2."] ] },
    { "table": "Example output of the complexity tool of mmdetection",
      "task": "detection", "dataset": "COCO",
      "source": "open-mmlab/mmdetection, docs, useful tools: get_flops.py",
      "unit": "GFLOPs, a multiply-add counted as one; million parameters",
      "note": "The input is not square, so this row is not counted here. 'costcalc count retinanet_resnet50_fpn --input 1280x800 --pyramid fpn_c5_p7 --classes 80' counts 238.536 billion MACs; with biases (0.071), batch norm at 2 per element (0.454), and ReLU (0.240) and pooling (0.016) at 1 per element, that makes 239.32. Only trainable parameters are counted, and the first convolution and stage are frozen there: 37,968,692 less 225,344.",
      "figures": [
        ["label",                         "model", "macs",     "parameters"],
        ["RetinaNet R50-FPN, 3x1280x800", "-",     "239.32 G", "37.74 M"] ] } ] }

"""###),
    File(path: "published/senet.json", names: ["bn_inception", "mobilenet_v1", "resnet101", "resnet152", "resnet50", "resnext101_32x8d", "resnext50_32x4d", "seresnet101", "seresnet152", "seresnet50", "seresnext50_32x4d", "shufflenet_v1", "vgg16"], text: ###"""
{ "source": "Hu et al., Squeeze-and-Excitation Networks, arXiv:1709.01507 (2017)",
  "tables": [
    { "table": "Table 2, re-implementation",
      "task": "classification", "dataset": "ImageNet",
      "unit": "GFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "The ResNets have their stride in the first 1x1 convolution of a block, the ResNeXts in the 3x3. With the stride in the other place they would be 4.089, 7.801 and 11.514; 3.768 for ResNeXt-50.",
      "figures": [
        ["label",               "model",            "early_stride", "group_width", "macs"],
        ["ResNet-50",           "resnet50",         true,           "-",           "3.86 G"],
        ["ResNet-101",          "resnet101",        true,           "-",           "7.58 G"],
        ["ResNet-152",          "resnet152",        true,           "-",           "11.3 G"],
        ["ResNeXt-50",          "resnext50_32x4d",  "-",            4,             "4.24 G"],
        ["ResNeXt-101",         "resnext101_32x8d", "-",            4,             "7.99 G"],
        ["VGG-16",              "vgg16",            "-",            "-",           "15.47 G"],
        ["BN-Inception",        "bn_inception",     "-",            "-",           "2.03 G"],
        ["Inception-ResNet-v2", "-",                "-",            "-",           "11.75 G"] ],
      "exceptions": [
        ["row", "metric", "verdict",     "reason"],
        [2,     "macs",   "unexplained", "7.570 billion; 7.579 with the additions of the shortcuts"],
        [4,     "macs",   "unexplained", "4.230 billion; 4.236 with the additions of the shortcuts"],
        [5,     "macs",   "unexplained", "7.970 billion; 7.979 with the additions of the shortcuts"] ] },
    { "table": "Table 2, SENet",
      "task": "classification", "dataset": "ImageNet",
      "unit": "GFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, with scaling" },
      "figures": [
        ["label",                  "model",             "early_stride", "se", "group_width", "macs"],
        ["SE-ResNet-50",           "seresnet50",        true,           "-",  "-",           "3.87 G"],
        ["SE-ResNet-101",          "seresnet101",       true,           "-",  "-",           "7.6 G"],
        ["SE-ResNet-152",          "seresnet152",       true,           "-",  "-",           "11.32 G"],
        ["SE-ResNeXt-50",          "seresnext50_32x4d", "-",            "-",  4,             "4.25 G"],
        ["SE-ResNeXt-101",         "resnext101_32x8d",  "-",            true, 4,             "8.0 G"],
        ["SE-VGG-16",              "-",                 "-",            "-",  "-",           "15.48 G"],
        ["SE-BN-Inception",        "bn_inception",      "-",            true, "-",           "2.04 G"],
        ["SE-Inception-ResNet-v2", "-",                 "-",            "-",  "-",           "11.76 G"] ],
      "exceptions": [
        ["row", "metric", "verdict",     "reason"],
        [3,     "macs",   "unexplained", "11.302 billion with scaling products; 11.32 starts from the 11.3 printed for the plain network, whose count is 11.282"],
        [4,     "macs",   "unexplained", "4.239 billion with scaling products; 4.25 starts from the 4.24 printed for the plain network, whose count is 4.230"],
        [7,     "macs",   "unexplained", "2.034 billion with scaling products and SE after every inception module"] ] },
    { "table": "Table 3, re-implementation",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["label",      "model",         "macs",  "parameters"],
        ["MobileNet",  "mobilenet_v1",  "569 M", "4.2 M"],
        ["ShuffleNet", "shufflenet_v1", "140 M", "1.8 M"] ],
      "exceptions": [
        ["row", "metric",     "verdict",   "reason"],
        [2,     "macs",       "misprint",  "137.46 million with 3 groups: the figure for five networks in Table 2 of ShuffleNet's paper; its Table 1 prints 137"],
        [2,     "parameters", "truncated", "1.866 million, 1.841 without batch norm; the released table prints 1.9"] ] },
    { "table": "Table 3, SENet",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, with scaling" },
      "figures": [
        ["label",         "model",         "se", "macs",  "parameters"],
        ["SE-MobileNet",  "mobilenet_v1",  true, "572 M", "4.7 M"],
        ["SE-ShuffleNet", "shufflenet_v1", true, "142 M", "2.4 M"] ],
      "exceptions": [
        ["row", "metric",     "verdict",   "reason"],
        [2,     "macs",       "misprint",  "139.68 million with scaling products: 0.61 of SE and 1.60 of products were added to the nominal 140 of the plain network, which should be 137"],
        [2,     "parameters", "truncated", "2.485 million; the plain network's 1.866 is printed as 1.8"] ] },
    { "table": "Table 10",
      "task": "classification", "dataset": "ImageNet",
      "unit": "million parameters",
      "convention": { "parameters": "rounded up" },
      "note": "The reduction of SE-ResNet-50.",
      "figures": [
        ["label",    "model",      "reduction", "parameters"],
        ["2",        "seresnet50", 2,           "45.7 M"],
        ["4",        "seresnet50", 4,           "35.7 M"],
        ["8",        "seresnet50", 8,           "30.7 M"],
        ["16",       "seresnet50", 16,          "28.1 M"],
        ["32",       "seresnet50", 32,          "26.9 M"],
        ["original", "resnet50",   "-",         "25.6 M"] ] },
    { "table": "Tables 13, 15 and 16",
      "task": "classification", "dataset": "ImageNet",
      "unit": "GFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, with scaling" },
      "note": "Positions of SE. costcalc's ResNet has it in every block or in none.",
      "figures": [
        ["label",             "model",      "early_stride", "macs",   "parameters"],
        ["SE in stage 2",     "-",          "-",            "3.86 G", "25.6 M"],
        ["SE in stage 3",     "-",          "-",            "3.86 G", "25.7 M"],
        ["SE in stage 4",     "-",          "-",            "3.86 G", "26.4 M"],
        ["SE in all",         "seresnet50", true,           "3.87 G", "28.1 M"],
        ["SE behind the 3x3", "-",          "-",            "3.86 G", "25.8 M"],
        ["NoSqueeze",         "-",          "-",            "4.27 G", "28.1 M"] ] } ] }

"""###),
    File(path: "published/shufflenet_v1.json", names: ["alexnet_original", "googlenet", "mobilenet_v1", "shufflenet_v1", "squeezenet1_0", "vgg16"], text: ###"""
{ "source": "Zhang et al., ShuffleNet: An Extremely Efficient Convolutional Neural Network for Mobile Devices, arXiv:1707.01083 (2017)",
  "tables": [
    { "table": "Table 1", "model": "shufflenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, without classifier" },
      "note": "The complexity row. The classifier would add 0.58 to 1.54 million.",
      "figures": [
        ["groups", "macs"],
        [1,        "143 M"],
        [2,        "140 M"],
        [3,        "137 M"],
        [4,        "133 M"],
        [8,        "137 M"] ] },
    { "table": "Table 2",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "One figure for the five networks of a scale, whose counts differ: at 1x from 133 to 143 million, as in Table 1.",
      "figures": [
        ["label",            "model", "macs"],
        ["ShuffleNet 1x",    "-",     "140 M"],
        ["ShuffleNet 0.5x",  "-",     "38 M"],
        ["ShuffleNet 0.25x", "-",     "13 M"] ] },
    { "table": "Tables 5 and 6",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, with biases" },
      "note": "The stem also has 24 channels at 1.5x. At 0.5x with 4 groups, a bottleneck would have 34 channels, which 4 does not divide, and the paper does not say how it rounds. No parameter makes the network shallow.",
      "figures": [
        ["label",                            "model",         "width", "groups", "stem", "se", "macs"],
        ["1.0 MobileNet-224",                "mobilenet_v1",  1.0,     "-",      "-",    "-",  "569 M"],
        ["ShuffleNet 2x (g = 3)",            "shufflenet_v1", 2.0,     3,        48,     "-",  "524 M"],
        ["ShuffleNet 2x (with SE, g = 3)",   "shufflenet_v1", 2.0,     3,        48,     true, "527 M"],
        ["0.75 MobileNet-224",               "mobilenet_v1",  0.75,    "-",      "-",    "-",  "325 M"],
        ["ShuffleNet 1.5x (g = 3)",          "shufflenet_v1", 1.5,     3,        24,     "-",  "292 M"],
        ["0.5 MobileNet-224",                "mobilenet_v1",  0.5,     "-",      "-",    "-",  "149 M"],
        ["ShuffleNet 1x (g = 8)",            "shufflenet_v1", 1.0,     8,        24,     "-",  "140 M"],
        ["0.25 MobileNet-224",               "mobilenet_v1",  0.25,    "-",      "-",    "-",  "41 M"],
        ["ShuffleNet 0.5x (g = 4)",          "-",             "-",     "-",      "-",    "-",  "38 M"],
        ["ShuffleNet 0.5x (shallow, g = 3)", "-",             "-",     "-",      "-",    "-",  "40 M"] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [7,     "macs",   "misprint", "138.37 million, 136.83 without the classifier: Table 2's figure for five networks; Table 1 prints 137, the released table 138"] ] },
    { "table": "Tables 5 and 6, other networks",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["label",      "model",            "resolution", "macs"],
        ["GoogleNet",  "googlenet",        "-",          "1500 M"],
        ["AlexNet",    "alexnet_original", 227,          "720 M"],
        ["SqueezeNet", "squeezenet1_0",    227,          "833 M"] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [1,     "macs",   "unexplained",  "1582.67 million; 1504.62 without taps on padding, 1498.38 as torchvision builds it"],
        [2,     "macs",   "misprint",     "724.41 million, in two digits"] ] },
    { "table": "Tables 5 and 6, VGG-16", "model": "vgg16",
      "task": "classification", "dataset": "ImageNet",
      "unit": "MFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, convolutions" },
      "figures": [
        ["label",  "macs"],
        ["VGG-16", "15300 M"] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [1,     "macs",   "misprint", "as MobileNet V1's paper prints it: without the dense layers and with three digits, 15346.63 million of 15470.26"] ] },
    { "table": "Table 8",
      "task": "classification", "dataset": "ImageNet",
      "unit": "FLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "Measured on a phone. The two small networks keep the rounded figures of Table 2.",
      "figures": [
        ["label",                   "model",            "width", "groups", "stem", "resolution", "macs"],
        ["ShuffleNet 0.5x (g = 3)", "shufflenet_v1",    0.5,     3,        12,     "-",          "38 M"],
        ["ShuffleNet 1x (g = 3)",   "shufflenet_v1",    1.0,     3,        24,     "-",          "140 M"],
        ["ShuffleNet 2x (g = 3)",   "shufflenet_v1",    2.0,     3,        48,     "-",          "524 M"],
        ["AlexNet",                 "alexnet_original", "-",     "-",      "-",    227,          "720 M"],
        ["1.0 MobileNet-224",       "mobilenet_v1",     1.0,     "-",      "-",    "-",          "569 M"] ],
      "exceptions": [
        ["row", "metric", "verdict",      "reason"],
        [2,     "macs",   "misprint",     "137.46 million: Table 2's figure for five networks; Table 1 prints 137"],
        [4,     "macs",   "misprint",     "724.41 million, in two digits"] ] },
    { "table": "Released models", "model": "shufflenet_v1",
      "task": "classification", "dataset": "ImageNet",
      "source": "megvii-model/ShuffleNet-Series, ShuffleNetV1/README.md at 00643c68",
      "unit": "FLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs", "parameters": "without biases" },
      "note": "The classifier has no bias. The width of the stem is from the code: not in proportion at 1.5x, and 16 at 0.5x with 8 groups.",
      "figures": [
        ["width", "groups", "stem", "macs",  "parameters"],
        [2.0,     3,        48,     "524 M", "5.4 M"],
        [2.0,     8,        48,     "522 M", "6.5 M"],
        [1.5,     3,        24,     "292 M", "3.4 M"],
        [1.5,     8,        24,     "290 M", "4.3 M"],
        [1.0,     3,        24,     "138 M", "1.9 M"],
        [1.0,     8,        24,     "138 M", "2.4 M"],
        [0.5,     3,        12,     "38 M",  "0.7 M"],
        [0.5,     8,        16,     "40 M",  "1.0 M"] ],
      "exceptions": [
        ["row", "metric", "verdict",  "reason"],
        [5,     "macs",   "misprint", "137.46 million; this is the figure of the row with 8 groups, 138.37; the paper's Table 1 prints 137"] ] } ] }

"""###),
    File(path: "published/shufflenet_v2.json", names: ["resnet50", "senet154", "shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5", "shufflenet_v2_x2_0"], text: ###"""
{ "source": "Ma et al., ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture Design, arXiv:1807.11164 (2018)",
  "tables": [
    { "table": "Table 5",
      "task": "classification", "dataset": "ImageNet",
      "unit": "FLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs, rounded up" },
      "note": "The figures are those of the released code, whose units of stride 2 keep their input's width on the shortcut. With two branches of equal width, as Figure 3 can be read, they would be 144.91, 295.76 and 583.25 million.",
      "figures": [
        ["label", "model",              "released", "macs",  "parameters"],
        ["0.5x",  "shufflenet_v2_x0_5", true,       "41 M",  "1.4 M"],
        ["1x",    "shufflenet_v2_x1_0", true,       "146 M", "2.3 M"],
        ["1.5x",  "shufflenet_v2_x1_5", true,       "299 M", "3.5 M"],
        ["2x",    "shufflenet_v2_x2_0", true,       "591 M", "7.4 M"] ] },
    { "table": "Table 6",
      "task": "classification", "dataset": "ImageNet",
      "unit": "GFLOPs, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["label",                "model",    "early_stride", "macs"],
        ["ShuffleNet v2-50",     "-",        "-",            "2.3 G"],
        ["ShuffleNet v1-50",     "-",        "-",            "2.3 G"],
        ["ResNet-50",            "resnet50", true,           "3.8 G"],
        ["SE-ShuffleNet v2-164", "-",        "-",            "12.7 G"],
        ["SENet",                "senet154", "-",            "20.7 G"] ],
      "exceptions": [
        ["row", "metric", "verdict",   "reason"],
        [3,     "macs",   "truncated", "3.858 billion; SENet's Table 2 prints 3.86"] ] } ] }

"""###),
    File(path: "published/ssd.json", names: ["ssd300_vgg16"], text: ###"""
{ "source": "Liu et al., SSD: Single Shot MultiBox Detector, arXiv:1512.02325 (2015)",
  "tables": [
    { "table": "Released weights of torchvision", "model": "ssd300_vgg16",
      "task": "detection", "dataset": "COCO",
      "source": "pytorch/vision, torchvision/models/detection/ssd.py, metadata of the weights",
      "unit": "GFLOPS, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["resolution", "classes", "macs",     "parameters", "ap"],
        [300,          91,        "34.858 G", "35641826",   25.1] ] } ] }

"""###),
    File(path: "published/ssdlite.json", names: ["ssdlite320_mobilenet_v3_large"], text: ###"""
{ "source": "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, arXiv:1801.04381 (2018)",
  "tables": [
    { "table": "Released weights of torchvision", "model": "ssdlite320_mobilenet_v3_large",
      "task": "detection", "dataset": "COCO",
      "source": "pytorch/vision, torchvision/models/detection/ssdlite.py, metadata of the weights",
      "unit": "GFLOPS, a multiply-add counted as one",
      "convention": { "macs": "MACs called FLOPs" },
      "figures": [
        ["resolution", "classes", "macs",    "parameters", "ap"],
        [320,          91,        "0.583 G", "3440060",    21.3] ] } ] }

"""###),
    File(path: "published/timm.json", names: ["efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5", "efficientnet_b6", "efficientnet_b7", "mnasnet_a1", "mnasnet_b1", "mnasnet_small", "mobilenet_v1", "mobilenet_v2", "mobilenet_v3_large", "mobilenet_v3_small", "resnet101", "resnet152", "resnet50", "resnext50_32x4d", "seresnet50", "seresnext50_32x4d", "vgg16"], text: ###"""
{ "source": "huggingface/pytorch-image-models, results/benchmark-infer-amp-nhwc-pt240-cu124-rtx3090.csv at aa4b5850",
  "tables": [
    { "table": "Inference benchmark",
      "task": "classification", "dataset": "ImageNet",
      "unit": "infer_gmacs, param_count (M), infer_macts (M)",
      "convention": { "macs": "fvcore on timm" },
      "figures": [
        ["label",                 "model",              "width", "macs",    "parameters", "activations"],
        ["mobilenetv3_small_050", "mobilenet_v3_small", 0.5,     "0.03 G",  "1.59 M",     "0.92 M"],
        ["mobilenetv3_small_075", "mobilenet_v3_small", 0.75,    "0.05 G",  "2.04 M",     "1.3 M"],
        ["mobilenetv3_small_100", "mobilenet_v3_small", 1.0,     "0.06 G",  "2.54 M",     "1.42 M"],
        ["mnasnet_small",         "mnasnet_small",      "-",     "0.07 G",  "2.03 M",     "2.16 M"],
        ["mobilenetv2_035",       "mobilenet_v2",       0.35,    "0.07 G",  "1.68 M",     "2.86 M"],
        ["mobilenetv2_050",       "mobilenet_v2",       0.5,     "0.1 G",   "1.97 M",     "3.64 M"],
        ["mobilenetv3_large_075", "mobilenet_v3_large", 0.75,    "0.16 G",  "3.99 M",     "4.0 M"],
        ["mobilenetv3_large_100", "mobilenet_v3_large", 1.0,     "0.23 G",  "5.48 M",     "4.41 M"],
        ["mobilenetv1_100",       "mobilenet_v1",       1.0,     "0.58 G",  "4.23 M",     "5.04 M"],
        ["mnasnet_100",           "mnasnet_b1",         "-",     "0.33 G",  "4.38 M",     "5.46 M"],
        ["mobilenetv2_075",       "mobilenet_v2",       0.75,    "0.22 G",  "2.64 M",     "5.86 M"],
        ["semnasnet_100",         "mnasnet_a1",         "-",     "0.32 G",  "3.89 M",     "6.23 M"],
        ["mobilenetv2_100",       "mobilenet_v2",       1.0,     "0.31 G",  "3.5 M",      "6.68 M"],
        ["mobilenetv1_125",       "mobilenet_v1",       1.25,    "0.89 G",  "6.27 M",     "6.3 M"],
        ["efficientnet_b0",       "efficientnet_b0",    "-",     "0.4 G",   "5.29 M",     "6.75 M"],
        ["mobilenetv2_140",       "mobilenet_v2",       1.4,     "0.6 G",   "6.11 M",     "9.57 M"],
        ["tf_efficientnet_b1",    "efficientnet_b1",    "-",     "0.71 G",  "7.79 M",     "10.88 M"],
        ["resnet50",              "resnet50",           "-",     "4.11 G",  "25.56 M",    "11.11 M"],
        ["tf_efficientnet_b2",    "efficientnet_b2",    "-",     "1.02 G",  "9.11 M",     "13.83 M"],
        ["seresnet50",            "seresnet50",         "-",     "4.11 G",  "28.09 M",    "11.13 M"],
        ["resnext50_32x4d",       "resnext50_32x4d",    "-",     "4.26 G",  "25.03 M",    "14.4 M"],
        ["seresnext50_32x4d",     "seresnext50_32x4d",  "-",     "4.26 G",  "27.56 M",    "14.42 M"],
        ["resnet101",             "resnet101",          "-",     "7.83 G",  "44.55 M",    "16.23 M"],
        ["vgg16",                 "vgg16",              "-",     "15.47 G", "138.36 M",   "13.56 M"],
        ["tf_efficientnet_b3",    "efficientnet_b3",    "-",     "1.87 G",  "12.23 M",    "23.83 M"],
        ["resnet152",             "resnet152",          "-",     "11.56 G", "60.19 M",    "22.56 M"],
        ["inception_resnet_v2",   "-",                  "-",     "13.18 G", "55.84 M",    "25.06 M"],
        ["tf_efficientnet_b4",    "efficientnet_b4",    "-",     "4.49 G",  "19.34 M",    "49.49 M"],
        ["tf_efficientnet_b5",    "efficientnet_b5",    "-",     "10.46 G", "30.39 M",    "98.86 M"],
        ["tf_efficientnet_b6",    "efficientnet_b6",    "-",     "19.4 G",  "43.04 M",    "167.39 M"],
        ["tf_efficientnet_b7",    "efficientnet_b7",    "-",     "38.33 G", "66.35 M",    "289.94 M"] ] } ] }

"""###),
    File(path: "published/torchvision.json", names: ["efficientnet_b0", "mnasnet_a1", "mnasnet_b1"], text: ###"""
{ "source": "torchvision, documentation of its models",
  "tables": [
    { "table": "Weights of the models",
      "task": "classification", "dataset": "ImageNet",
      "unit": "GFLOPS, a multiply-add counted as one; parameters",
      "convention": { "macs": "MACs called FLOPs" },
      "note": "torchvision's mnasnet is MnasNet-B1, without squeeze and excitation; timm's semnasnet_100 is MnasNet-A1.",
      "figures": [
        ["label",           "model",           "width", "macs",   "parameters"],
        ["efficientnet_b0", "efficientnet_b0", "-",     "0.39 B", "5288548"],
        ["mnasnet0_5",      "mnasnet_b1",      0.5,     "0.1 B",  "2218512"],
        ["mnasnet1_0",      "mnasnet_b1",      1.0,     "0.31 B", "4383312"] ] },
    { "table": "semnasnet_100", "model": "mnasnet_a1",
      "task": "classification", "dataset": "ImageNet",
      "source": "timm",
      "unit": "parameters",
      "figures": [
        ["label",      "parameters"],
        ["MnasNet-A1", "3887038"] ] } ] }

"""###),
  ]
}
