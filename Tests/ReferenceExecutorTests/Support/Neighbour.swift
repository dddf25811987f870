import Symbolic

import CostModel
import ReferenceExecutor

/// A formula that one might take for that of an operator, and what a verification says of it.
struct Neighbour: Sendable, CustomStringConvertible {
  let description: String
  /// Rows, of which the last is called `last`; `c` is 4, and may be left free. 9 x 7 x 6 come in.
  let rows: [[[String]]]
  let message: String
  let change: Perturbation.Change

  init(
    _ description: String, _ rows: [[String]]..., message: String,
    change: @escaping Perturbation.Change
  ) {
    self.description = description
    self.rows = rows
    self.message = message
    self.change = change
  }

  var table: Table {
    var table = Table()
    table.input = (channels: 6, map: [9, 7])
    table.keys = "\"let\": { \"c\": 4 },"
    table.rows = rows.map { row in row.map { (column: $0[0], cell: $0[1]) } }
    table.rows[table.rows.count - 1].append(("name", "\"last\""))
    return table
  }

  private static func row(_ operation: String, _ cells: (String, String)...) -> [[String]] {
    [["operator", "\"\(operation)\""]] + cells.map { [$0.0, $0.1] }
  }

  private static let widened = row("conv", ("k", "1"), ("c", "\"c\""), ("name", "\"wide\""))

  static let all = [
    Neighbour(
      "a convolution at each input position", row("conv", ("k", "3"), ("c", "\"c\""), ("s", "2")),
      message: "MACs: predicted 3402 * c = 13608, executed 4320"
    ) { counts, inputs, _ throws(ArithmeticFault) in
      counts.macs = try counts.weights * inputs[0].area()
    },
    Neighbour(
      "a grouped convolution without its groups",
      row("conv", ("k", "3"), ("c", "\"2 * c\""), ("g", "2")),
      message: "MACs: predicted 6804 * c = 27216, executed 13608"
    ) { counts, inputs, output throws(ArithmeticFault) in
      counts.macs = try inputs[0].channels * output.elements() * 9
    },
    Neighbour(
      "taps on padding counted as real ones", row("conv", ("k", "3"), ("c", "\"c\"")),
      message: "effective MACs: predicted 3402 * c = 13608, executed 11400"
    ) { counts, _, _ in counts.effectiveMACs = counts.macs },
    Neighbour(
      "a depthwise convolution as a full one", widened, row("depthwise", ("k", "3")),
      message: "MACs: predicted 567 * c^2 = 9072, executed 2268"
    ) { counts, inputs, _ throws(ArithmeticFault) in
      counts.macs = try counts.macs * inputs[0].channels
    },
    Neighbour(
      "a transposed convolution at each output position",
      row("transposed", ("k", "3"), ("c", "\"c\""), ("s", "2")),
      message: "MACs: predicted 13608 * c = 54432, executed 13608"
    ) { counts, _, output throws(ArithmeticFault) in
      counts.macs = try counts.weights * output.area()
    },
    Neighbour(
      "a dense layer without its biases", row("dense", ("c", "\"c\"")),
      message: "parameters: predicted 378 * c = 1512, executed 1516"
    ) { counts, _, _ in counts.biases = .zero },
    Neighbour(
      "a convolution of one tap that reads what it steps over",
      widened, row("conv", ("k", "1"), ("c", "2"), ("s", "2")),
      message: "unfused elements read: predicted 63 * c = 252, executed 80"
    ) { counts, inputs, _ throws(ArithmeticFault) in counts.read = [try inputs[0].elements()] },
    Neighbour(
      "a pooling that reads behind its last window",
      widened, row("maxpool", ("k", "2"), ("s", "2"), ("p", "0")),
      message: "unfused elements read: predicted 63 * c = 252, executed 192"
    ) { counts, inputs, _ throws(ArithmeticFault) in counts.read = [try inputs[0].elements()] },
    Neighbour(
      "a split that copies", widened, row("split", ("c", "\"c - 1\"")),
      message: "unfused elements written: predicted 63 * c - 63 = 189, executed 0"
    ) { counts, _, _ in counts.isView = false },
    Neighbour(
      "a concatenation that copies nothing", widened,
      row("concat", ("from", "[\"wide\", \"in\"]")),
      message: "unfused elements written: predicted 0, executed 630"
    ) { counts, _, _ in counts.isView = true },
    Neighbour(
      "a sum that reads one of its maps", widened,
      row("relu", ("name", "\"other\"")), row("add", ("from", "[\"wide\", \"other\"]")),
      message: "unfused elements read: predicted 63 * c = 252, executed 504"
    ) { counts, _, _ in counts.read[1] = .zero },
    Neighbour(
      "a fusion without its weights", widened,
      row("relu", ("name", "\"other\"")),
      row("add", ("from", "[\"wide\", \"other\"]"), ("fusion", "\"fast\"")),
      message: "parameters: predicted 0, executed 2"
    ) { counts, _, _ in counts.weights = .zero },
    Neighbour(
      "a gate that is read at every position", widened, row("avgpool", ("name", "\"gate\"")),
      row("multiply", ("from", "[\"wide\", \"gate\"]")),
      message: "unfused elements read: predicted 126 * c = 504, executed 256"
    ) { counts, _, output throws(ArithmeticFault) in counts.read[1] = try output.elements() },
    Neighbour(
      "an enlarging that reads as much as it writes", widened,
      row("maxpool", ("k", "3"), ("s", "2"), ("name", "\"small\"")),
      row("resize", ("from", "[\"small\", \"in\"]")),
      message: "unfused elements read: predicted 63 * c = 252, executed 80"
    ) { counts, _, output throws(ArithmeticFault) in counts.read[0] = try output.elements() },
    Neighbour(
      "a batch normalization without statistics", widened, row("batchnorm"),
      message: "unfused weights read: predicted 2 * c = 8, executed 16"
    ) { counts, _, _ in counts.statistics = .zero },
    Neighbour(
      "slopes that do not train", widened, row("prelu"),
      message: "parameters: predicted 0, executed 4"
    ) { counts, _, _ in counts.weights = .zero },
    Neighbour(
      "a pixel shuffle as a view", widened, row("depth_to_space", ("by", "2")),
      message: "unfused elements written: predicted 0, executed 252"
    ) { counts, _, _ in counts.isView = true },
    Neighbour(
      "a matrix product that counts its sums", widened,
      row("matmul", ("from", "[\"wide\", \"wide\"]"), ("transpose", "true")),
      message: "MACs: predicted 3969, executed 15876"
    ) { counts, _, output throws(ArithmeticFault) in counts.macs = try output.elements() },
  ]
}
