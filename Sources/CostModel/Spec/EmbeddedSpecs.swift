// Written from specs/ by `swift run embed-specs`; edit those files instead of this one.
// swift-format-ignore-file

extension Catalog {
  /// The files of specs/ as they were when this was built.
  static let embeddedFiles: [File] = [
    File(path: "architectures/bottleneck.json", names: ["bottleneck"], text: ###"""
{ "name": "bottleneck", "title": "Bottleneck",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "input": ["size", "size", "in"],
  "body": [
    ["operator",   "c",   "s",      "k"],
    ["bottleneck", "out", "stride", "kernel"] ] }

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
    File(path: "architectures/inverted_residual.json", names: ["inverted_residual"], text: ###"""
{ "name": "inverted_residual", "title": "Inverted residual",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1, "expansion": 6 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "input": ["size", "size", "in"],
  "body": [
    ["operator",          "c",   "s",      "k",      "t"],
    ["inverted_residual", "out", "stride", "kernel", "expansion"] ] }

"""###),
    File(path: "architectures/mobilenet_v1.json", names: ["mobilenet_v1"], text: ###"""
{ "name": "mobilenet_v1", "title": "MobileNet V1", "source": "arXiv:1704.04861, Table 1",
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
    ["avgpool"],
    ["dense",     "-", "classes"] ] }

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
    ["avgpool"],
    ["dense",      "-", "-", "classes"] ] }

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
  "let": { "HS": "hswish", "SE": true, "k5": 5, "width": 1.0, "resolution": 224, "classes": 1000 },
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
    ["dense",    "-",  "-",       "1024",               "HS"],
    ["dense",    "-",  "-",       "classes"] ] }

"""###),
    File(path: "architectures/resnet.json", names: ["resnet", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152"], text: ###"""
{ "name": "resnet", "title": "ResNet",
  "source": "arXiv:1512.03385, Table 1; groups: arXiv:1611.05431, Table 1; se: arXiv:1709.01507, Table 1",
  "let": { "unit": "bottleneck", "n2": 3, "n3": 4, "n4": 6, "n5": 3, "se": false, "groups": 1, "group_width": 64,
           "early_stride": false, "norm": "batch", "width": 1.0, "depth": 1.0, "resolution": 224, "classes": 1000 },
  "ranges": { "width": [1.0, 0.5], "resolution": [224, 192, 160, 128] },
  "variants": [
    ["variant",   "unit",       "n2", "n3", "n4", "n5"],
    ["resnet18",  "basic",      2,    2,    2,    2],
    ["resnet34",  "basic",      3,    4,    6,    3],
    ["resnet50",  "bottleneck", 3,    4,    6,    3],
    ["resnet101", "bottleneck", 3,    4,    23,   3],
    ["resnet152", "bottleneck", 3,    8,    36,   3] ],
  "input": ["resolution", "resolution", 3],
  "scale": { "c": "floor(c * width)", "n": "ceil(n * depth)" },
  "defaults": { "norm": "norm" },
  "blocks": {
    "basic": { "let": ["c", "s"], "body": [
      ["name", "operator", "from", "k", "c", "s", "act", "if", "r"],
      ["x",    "conv",     "in",   1,   "c", "s", "-",   "s > 1 or in != c"],
      ["-",    "conv",     "in",   3,   "c", "s", "relu"],
      ["-",    "conv",     "-",    3,   "c"],
      ["-",    "squeeze",  "-",    "-", "-", "-", "-",   "se", "c / 16"],
      ["-",    "add",      "x",    "-", "-", "-", "relu"] ] },
    "bottleneck": { "let": ["c", "s", "mid = c * group_width / 64 * groups"], "body": [
      ["name", "operator", "from", "k", "c",     "s",                      "g",      "act", "if", "r"],
      ["x",    "conv",     "in",   1,   "4 * c", "s",                      "-",      "-",   "s > 1 or in != 4 * c"],
      ["-",    "conv",     "in",   1,   "mid",   "if(early_stride, s, 1)", "-",      "relu"],
      ["-",    "conv",     "-",    3,   "mid",   "if(early_stride, 1, s)", "groups", "relu"],
      ["-",    "conv",     "-",    1,   "4 * c"],
      ["-",    "squeeze",  "-",    "-", "-",     "-",                      "-",      "-",   "se", "c / 4"],
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
    File(path: "architectures/standard.json", names: ["standard"], text: ###"""
{ "name": "standard", "title": "Standard convolution",
  "let": { "in": 32, "out": 64, "kernel": 3, "size": 32, "stride": 1 },
  "ranges": { "out": [32, 64, 128, 256, 512], "size": [56, 28, 14] },
  "input": ["size", "size", "in"],
  "body": [
    ["operator", "c",   "s",      "k"],
    ["standard", "out", "stride", "kernel"] ] }

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
    File(path: "blocks/squeeze.json", names: ["squeeze"], text: ###"""
{ "source": "arXiv:1709.01507, Figure 3",
  "blocks": {
    "squeeze": { "let": ["r", "act = relu", "gate = sigmoid"], "body": [
      ["operator", "from", "c",  "act"],
      ["avgpool"],
      ["dense",    "-",    "r",  "act"],
      ["dense",    "-",    "in", "gate"],
      ["multiply", "in"] ] } } }

"""###),
    File(path: "published/mobilenet_v1.json", names: ["mobilenet_v1", "separable", "standard"], text: ###"""
{ "source": "Howard et al., MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, arXiv:1704.04861 (2017)",
  "tables": [
    { "table": "Table 3",
      "unit": "million mult-adds, million parameters",
      "convention": { "macs": "the layer alone", "parameters": "without batch norm" },
      "note": "One layer, changed step by step: the full convolution, depthwise separable, width 0.75, resolution 0.714 (14 becomes 10).",
      "figures": [
        ["model",     "in", "out", "size", "macs",   "parameters"],
        ["standard",  512,  512,   14,     "462 M",  "2.36 M"],
        ["separable", 512,  512,   14,     "52.3 M", "0.27 M"],
        ["separable", 384,  384,   14,     "29.6 M", "0.15 M"],
        ["separable", 384,  384,   10,     "15.1 M", "0.15 M"] ] },
    { "table": "Table 4", "model": "mobilenet_v1",
      "unit": "million mult-adds",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "Only MobileNet's own row. The full-convolution network beside it (4866 M, 29.3 M, 71.7) is 'costcalc compare mobilenet_v1 --replace separable=standard'; its 4866 M leaves the classifier out, which the 569 M keeps.",
      "figures": [
        ["width", "macs",  "parameters", "top1"],
        [1.0,     "569 M", "4.2 M",      70.6] ] },
    { "table": "Table 5", "model": "mobilenet_v1",
      "unit": "million mult-adds",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "Only the narrow network. The shallow one (307 M, 2.9 M, 65.3) leaves out five of the six 512-channel blocks, which no parameter says.",
      "figures": [
        ["width", "macs",  "parameters", "top1"],
        [0.75,    "325 M", "2.6 M",      68.4] ] },
    { "table": "Table 6", "model": "mobilenet_v1",
      "unit": "million mult-adds",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "figures": [
        ["width", "macs",  "parameters", "top1"],
        [1.0,     "569 M", "4.2 M",      70.6],
        [0.75,    "325 M", "2.6 M",      68.4],
        [0.5,     "149 M", "1.3 M",      63.7],
        [0.25,    "41 M",  "0.5 M",      50.6] ] },
    { "table": "Table 7", "model": "mobilenet_v1",
      "unit": "million mult-adds",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "At resolution 160 the count is 290.68 million: printed truncated.",
      "figures": [
        ["resolution", "macs",  "parameters", "top1"],
        [224,          "569 M", "4.2 M",      70.6],
        [192,          "418 M", "4.2 M",      69.1],
        [160,          "290 M", "4.2 M",      67.2],
        [128,          "186 M", "4.2 M",      64.4] ] },
    { "table": "Tables 8 and 9", "model": "mobilenet_v1",
      "unit": "million mult-adds",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "Only MobileNet's own rows. 1.32 M tells the paper's convention: 1.321 million parameters without batch norm, 1.332 million with it. 76.52 million MACs are printed truncated.",
      "figures": [
        ["width", "resolution", "macs",  "parameters", "top1"],
        [1.0,     224,          "569 M", "4.2 M",      70.6],
        [0.5,     160,          "76 M",  "1.32 M",     60.2] ] },
    { "table": "16 released checkpoints", "model": "mobilenet_v1",
      "source": "tensorflow/models, research/slim/nets/mobilenet_v1.md, checkpoints of 2018-02-22",
      "unit": "million MACs",
      "convention": { "macs": "with classifier", "parameters": "with three values a channel of batch norm, 1001 classes" },
      "note": "The four rows at width 0.75 leave out the first convolution, which the other rows keep: the whole counts are 325.40, 239.27, 166.40 and 106.77 million. At width 0.25 and resolution 192 the count is 30.21 million, not 34; at width 0.5 and resolution 224 it is 149.497, not 150. Parameters hold the shift, the moving mean and the moving variance of batch norm, and 1001 classes: 4,243,945, 2,594,537, 1,337,577 and 473,065.",
      "figures": [
        ["width", "resolution", "macs",  "parameters", "top1", "top5"],
        [1.0,     224,          "569 M", "4.24 M",     70.9,   89.9],
        [1.0,     192,          "418 M", "4.24 M",     70.0,   89.2],
        [1.0,     160,          "291 M", "4.24 M",     68.0,   87.7],
        [1.0,     128,          "186 M", "4.24 M",     65.2,   85.8],
        [0.75,    224,          "317 M", "2.59 M",     68.4,   88.2],
        [0.75,    192,          "233 M", "2.59 M",     67.2,   87.3],
        [0.75,    160,          "162 M", "2.59 M",     65.3,   86.0],
        [0.75,    128,          "104 M", "2.59 M",     62.1,   83.9],
        [0.5,     224,          "150 M", "1.34 M",     63.3,   84.9],
        [0.5,     192,          "110 M", "1.34 M",     61.7,   83.6],
        [0.5,     160,          "77 M",  "1.34 M",     59.1,   81.9],
        [0.5,     128,          "49 M",  "1.34 M",     56.3,   79.4],
        [0.25,    224,          "41 M",  "0.47 M",     49.8,   74.2],
        [0.25,    192,          "34 M",  "0.47 M",     47.7,   72.3],
        [0.25,    160,          "21 M",  "0.47 M",     45.5,   70.3],
        [0.25,    128,          "14 M",  "0.47 M",     41.5,   66.3] ] },
    { "table": "Table 3", "model": "mobilenet_v1",
      "source": "Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv:1905.11946 (2019)",
      "unit": "billion FLOPS, a multiply-add counted as one",
      "convention": { "macs": "with classifier" },
      "note": "The table gives factors: resolution x2 is 448, x1.3 is 291. At 448 the count is 2.27 billion: printed truncated. The last row is not reproduced: 2.44 billion at 291, 2.22 billion at 288.",
      "figures": [
        ["depth", "width", "resolution", "macs",  "top1"],
        [1.0,     1.0,     224,          "0.6 B", 70.6],
        [1.0,     2.0,     224,          "2.2 B", 74.2],
        [1.0,     1.0,     448,          "2.2 B", 72.7],
        [1.4,     1.2,     291,          "2.3 B", 75.6] ] } ] }

"""###),
    File(path: "published/mobilenet_v2.json", names: ["mobilenet_v1", "mobilenet_v2"], text: ###"""
{ "source": "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, arXiv:1801.04381 (2018)",
  "tables": [
    { "table": "Table 4",
      "unit": "MAdds",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "MobileNet V1 is 569 M in its own paper (568.74 million), 575 M here. V2 at width 1.4 is not reproduced: 582.20 million MACs and 6.061 million parameters without batch norm (6.109 with it), as its released table prints. V2 at width 1.0 counts 300.77 million MACs and 3.471 million parameters: both are printed truncated.",
      "figures": [
        ["model",        "width", "macs",  "parameters", "top1"],
        ["mobilenet_v1", 1.0,     "575 M", "4.2 M",      70.6],
        ["mobilenet_v2", 1.0,     "300 M", "3.4 M",      72.0],
        ["mobilenet_v2", 1.4,     "585 M", "6.9 M",      74.7] ] },
    { "table": "22 released checkpoints", "model": "mobilenet_v2",
      "source": "tensorflow/models, research/slim/nets/mobilenet/README.md",
      "unit": "million MACs",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "MACs are printed truncated: 153.94 million as 153, 18.89 as 18, 11.93 as 11.",
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
        [0.35,    96,           "11 M",  "1.66 M",     45.5,   70.4] ] },
    { "table": "Table 3", "model": "mobilenet_v2",
      "source": "Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv:1905.11946 (2019)",
      "unit": "billion FLOPS, a multiply-add counted as one",
      "convention": { "macs": "with classifier" },
      "note": "The table gives factors: resolution x2 is 448. Its compound row (1.3 B, 77.4) does not give the coefficients.",
      "figures": [
        ["depth", "width", "resolution", "macs",  "top1"],
        [1.0,     1.0,     224,          "0.3 B", 72.0],
        [4.0,     1.0,     224,          "1.2 B", 76.8],
        [1.0,     2.0,     224,          "1.1 B", 76.4],
        [1.0,     1.0,     448,          "1.2 B", 74.8] ] } ] }

"""###),
    File(path: "published/mobilenet_v3.json", names: ["mobilenet_v2", "mobilenet_v3_large", "mobilenet_v3_large_minimal", "mobilenet_v3_small", "mobilenet_v3_small_minimal"], text: ###"""
{ "source": "Howard et al., Searching for MobileNetV3, arXiv:1905.02244 (2019)",
  "tables": [
    { "table": "Table 3",
      "unit": "million MAdds",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "Figures of 300, 5.4, 3.4, 59.2 and 1.6 are printed truncated. V3-Large at width 1.0 counts 216.59 million MACs; the released table prints 217. V3-Small at 1.0 counts 56.51 million MACs and 2.531 million parameters with its head of 1024: a later version of the paper prints 56 M and 2.5 M. A head of 1280 has 2.934 million parameters, the 2.9 M, and 56.91 million MACs: 66 is not reproduced. V3-Small at 0.75 counts 43.77 million MACs and 2.399 million parameters with a head of 1280, 43.40 and 2.032 with 1024.",
      "figures": [
        ["model",              "width", "macs",   "parameters", "top1"],
        ["mobilenet_v3_large", 1.0,     "219 M",  "5.4 M",      75.2],
        ["mobilenet_v3_large", 0.75,    "155 M",  "4.0 M",      73.3],
        ["mobilenet_v2",       1.0,     "300 M",  "3.4 M",      72.0],
        ["mobilenet_v3_small", 1.0,     "66 M",   "2.9 M",      67.4],
        ["mobilenet_v3_small", 0.75,    "44 M",   "2.4 M",      65.4],
        ["mobilenet_v2",       0.35,    "59.2 M", "1.6 M",      60.8] ] },
    { "table": "Released checkpoints",
      "source": "tensorflow/models, research/slim/nets/mobilenet/README.md at 0ba83cf0",
      "unit": "million MACs",
      "convention": { "macs": "with classifier", "parameters": "without batch norm" },
      "note": "The float rows; an 8-bit network costs the same. V3-Small: see Table 3. Its minimal form counts 52.29 million MACs and 2.033 million parameters with a head of 1024, not 65 million MACs.",
      "figures": [
        ["model",                      "width", "macs",  "parameters", "top1"],
        ["mobilenet_v3_large",         1.0,     "217 M", "5.4 M",      75.2],
        ["mobilenet_v3_large",         0.75,    "155 M", "4.0 M",      73.3],
        ["mobilenet_v3_small",         1.0,     "66 M",  "2.9 M",      67.5],
        ["mobilenet_v3_small",         0.75,    "44 M",  "2.4 M",      65.4],
        ["mobilenet_v3_large_minimal", 1.0,     "209 M", "3.9 M",      72.3],
        ["mobilenet_v3_small_minimal", 1.0,     "65 M",  "2.0 M",      61.9] ] } ] }

"""###),
    File(path: "published/resnet.json", names: ["resnet101", "resnet152", "resnet50"], text: ###"""
{ "source": "Hu et al., Squeeze-and-Excitation Networks, arXiv:1709.01507 (2017)",
  "tables": [
    { "table": "Table 2, re-implementation",
      "unit": "GFLOPs, a multiply-add counted as one",
      "convention": { "macs": "with classifier" },
      "note": "These networks have the stride in the first 1x1 convolution: 3.858, 7.570 and 11.282 billion MACs, and 4.089, 7.801 and 11.514 with it in the 3x3. The 7.58 is 0.010 above the count.",
      "figures": [
        ["model",     "early_stride", "macs"],
        ["resnet50",  true,           "3.86 G"],
        ["resnet101", true,           "7.58 G"],
        ["resnet152", true,           "11.3 G"] ] },
    { "table": "Table 2",
      "source": "Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv:1905.11946 (2019)",
      "unit": "billion FLOPS, a multiply-add counted as one",
      "convention": { "macs": "with classifier", "parameters": "with batch norm" },
      "note": "The stride is in the 3x3 convolution. ResNet-152 counts 11.51 billion MACs: printed truncated.",
      "figures": [
        ["model",     "macs",  "parameters", "top1", "top5"],
        ["resnet50",  "4.1 B", "26 M",       76.0,   93.0],
        ["resnet152", "11 B",  "60 M",       77.8,   93.8] ] },
    { "table": "Table 3", "model": "resnet50",
      "source": "Tan and Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, arXiv:1905.11946 (2019)",
      "unit": "billion FLOPS, a multiply-add counted as one",
      "convention": { "macs": "with classifier" },
      "note": "The table gives factors: resolution x2 is 448. Depth x4 counts 14.57 billion and width x2 16.12 billion: the two printed figures are near each other's count. Its compound row (16.7 B, 78.8) does not give the coefficients.",
      "figures": [
        ["depth", "width", "resolution", "macs",   "top1"],
        [1.0,     1.0,     224,          "4.1 B",  76.0],
        [4.0,     1.0,     224,          "16.2 B", 78.1],
        [1.0,     2.0,     224,          "14.7 B", 77.7],
        [1.0,     1.0,     448,          "16.4 B", 77.5] ] } ] }

"""###),
  ]
}
