import CostModel
import Symbolic

extension Convolution where Size == Formula {
  func row(_ input: LayerGraph.Extent, _ norm: Norm?) throws(Unsayable) -> LayerRow {
    var row = LayerRow(word: "conv")
    let outputs = try channels.known()
    var isDepthwise = groups == .perChannel
    if case .count(let count) = groups {
      let number = try count.known()
      isDepthwise = number == input.channels && number > 1
      if !isDepthwise { row.set("g", number, unless: 1) }
    }
    if isDepthwise {
      row.word = "depthwise"
      row.set("c", outputs, unless: input.channels)
    } else {
      row.cells["c"] = .integer(outputs)
    }
    try row.set(window, over: input.map)
    row.setBias(hasBias, norm)
    return row
  }
}

extension TransposedConvolution where Size == Formula {
  func row(_ input: LayerGraph.Extent, _ norm: Norm?) throws(Unsayable) -> LayerRow {
    var row = LayerRow(word: "transposed", cells: ["c": .integer(try channels.known())])
    row.set("g", try groups.known(), unless: 1)
    try row.set(window, over: input.map, isTransposed: true)
    row.setBias(hasBias, norm)
    return row
  }
}

extension Pool where Size == Formula {
  /// A window as large as the map pools all of it, as code that knows its input's size writes it.
  func row(_ input: LayerGraph.Extent) throws(Unsayable) -> LayerRow {
    var row = LayerRow(word: isMaximum ? "maxpool" : "avgpool")
    guard let window else { return row }
    let kernel = try window.kernels[0].sizes.known()
    let padding = window.axes.compactMap(\.padding.sizes)
    let isBare =
      padding.count == kernel.count && padding.allSatisfy { $0.before == 0 && $0.after == 0 }
    if isBare, kernel == input.map { return row }
    try row.set(window, over: input.map)
    return row
  }
}

extension Rearrangement where Size == Formula {
  func row() throws(Unsayable) -> LayerRow {
    switch self {
    case .split(let channels, let start):
      var row = LayerRow(word: "split", cells: ["c": .integer(try channels.known())])
      row.set("at", try start.known(), unless: 0)
      return row
    case .shuffle(let groups):
      var row = LayerRow(word: "shuffle")
      row.set("g", try groups.known(), unless: 2)
      return row
    case .depthToSpace(let factors):
      return LayerRow(
        word: "depth_to_space", cells: ["by": LayerRow.axes(try factors.known())])
    case .spaceToDepth(let factors):
      return LayerRow(
        word: "space_to_depth", cells: ["by": LayerRow.axes(try factors.known())])
    }
  }
}

extension Resize where Size == Formula {
  func row(_ input: LayerGraph.Extent) throws(Unsayable) -> LayerRow {
    var row = LayerRow(word: "resize")
    switch self {
    case .like: return row
    case .by(let factors):
      guard let first = factors.first else { throw Unsayable("it has no factors") }
      if Set(factors).count == 1 {
        row.cells["by"] = .scalar(first)
      } else {
        row.cells["by"] = .perAxis(try factors.compactMap(\.formula).known())
      }
    case .to(let sizes):
      let sizes = try sizes.known()
      let factors = zip(sizes, input.map).map { $1 > 0 && $0 % $1 == 0 ? $0 / $1 : 0 }
      guard factors.count == sizes.count, factors.allSatisfy({ $0 > 0 }) else {
        throw Unsayable("rows resize by a factor, or to the size of another tensor")
      }
      row.cells["by"] = LayerRow.axes(factors)
    }
    return row
  }
}

extension Embedding where Size == Formula {
  func row() throws(Unsayable) -> LayerRow {
    switch self {
    case .classToken: return LayerRow(word: "class_token")
    case .position: return LayerRow(word: "position")
    case .relativePosition(let heads):
      var row = LayerRow(word: "relative_position")
      row.set("heads", try heads.known(), unless: 1)
      return row
    }
  }
}

extension Partition where Size == Formula {
  func row() throws(Unsayable) -> LayerRow {
    throw Unsayable("its pieces are samples of their own")
  }
}
