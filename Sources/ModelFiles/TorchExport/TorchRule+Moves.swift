import CostModel
import Symbolic

// Operators that move elements, those that make constants, and types.
extension TorchRule {
  static func reshape(
    _ name: String
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      try translator.reshape(call.subject(), filling: translator.sizes(call, name) ?? [])
    }
  }

  /// In the sizes of another tensor.
  static func reshapeLike(
    _ translator: inout Translator, _ call: Call
  ) throws(Refusal) -> Operand {
    guard let sizes = try call.tensor("other").shape?.sizes else { return .unknown }
    return try translator.reshape(call.subject(), to: sizes)
  }

  static func flatten(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.flatten(
      call.subject(), from: call.integer("start_dim") ?? 0, through: call.integer("end_dim") ?? -1)
  }

  static func unflatten(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let own = input.shape?.sizes else { return .unknown }
    let axis = try translator.axis(call, "dim", or: 0, of: own.count)
    let parts = try translator.sizes(call, "sizes") ?? []
    return try translator.reshape(input, filling: own[..<axis] + parts + own[(axis + 1)...])
  }

  /// Axes of another size than 1 stay.
  static func squeeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    let input = try call.subject()
    guard let sizes = input.shape?.sizes else { return .unknown }
    let axes = try translator.allAxes(call, "dim", of: sizes.count)
    return try translator.squeeze(input, axes.filter { sizes[$0] == 1 })
  }

  static func unsqueeze(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.unsqueeze(call.subject(), [call.integer("dim") ?? 0])
  }

  static func permute(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let rank = try call.subject().shape?.sizes.count else { return .unknown }
    var axes: [Int] = []
    for axis in try call.integers("dims") ?? Array((0..<rank).reversed()) {
      axes.append(try translator.axis(axis, of: rank))
    }
    return try translator.transpose(call.subject(), axes)
  }

  /// Two axes exchanged: the first two of a matrix, unless told otherwise.
  static func transpose(
    _ names: (String, String), or usual: (Int, Int)
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let rank = try call.subject().shape?.sizes.count else { return .unknown }
      guard rank > 1 else { return try call.subject() }
      var axes = Array(0..<rank)
      axes.swapAt(
        try translator.axis(call, names.0, or: usual.0, of: rank),
        try translator.axis(call, names.1, or: usual.1, of: rank))
      return try translator.transpose(call.subject(), axes)
    }
  }

  /// Axes moved to other places; the others keep their order.
  static func moveAxes(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let rank = try call.subject().shape?.sizes.count else { return .unknown }
    func axes(_ name: String) throws(Refusal) -> [Int] {
      var axes: [Int] = []
      for axis in try translator.sizes(call, name)?.numbers ?? [] {
        axes.append(try translator.axis(axis, of: rank))
      }
      return axes
    }
    let (sources, targets) = (try axes("source"), try axes("destination"))
    guard sources.count == targets.count, Set(targets).count == targets.count else {
      throw .invalid(Diagnostic("it moves \(sources.count) axes to \(targets.count) places"))
    }
    var rest = (0..<rank).filter { !sources.contains($0) }[...]
    let order = (0..<rank).map { place in
      targets.firstIndex(of: place).map { sources[$0] } ?? rest.popFirst() ?? 0
    }
    return try translator.transpose(call.subject(), order)
  }

  static func expand(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    try translator.expand(call.subject(), to: translator.sizes(call, "size") ?? [])
  }

  static func expandLike(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let sizes = try call.tensor("other").shape?.sizes else { return .unknown }
    return try translator.expand(call.subject(), to: sizes)
  }

  static func tile(
    _ name: String
  ) -> @Sendable (inout Translator, Call) throws(Refusal) -> Operand {
    { (translator, call) throws(Refusal) in
      guard let rank = try call.subject().shape?.sizes.count else { return .unknown }
      var repeats = try translator.sizes(call, name) ?? []
      while repeats.count < rank { repeats.insert(1, at: 0) }
      return try translator.tile(call.subject(), repeats)
    }
  }

  static func repeatEach(_ translator: inout Translator, _ call: Call) throws(Refusal) -> Operand {
    guard let times = try translator.size(call, "repeats") else { throw .undecided(.data) }
    var input = try call.subject()
    guard let rank = input.shape?.sizes.count else { return .unknown }
    guard call.attribute("dim") != nil, call.attribute("dim") != FileAttribute.Value.none else {
      input = try translator.flatten(input, from: 0, through: -1)
      return try repeated(&translator, input, times, axis: 0)
    }
    return try repeated(
      &translator, input, times, axis: translator.axis(call, "dim", or: 0, of: rank))
  }
}
