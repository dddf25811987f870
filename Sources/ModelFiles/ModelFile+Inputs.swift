import CostModel

/// What a network is given, and which of its sizes the file leaves open.
extension ModelFile {
  /// An input or an output of the network, with a name for each axis.
  package struct Input: Sendable {
    /// Its name in the file.
    package let name: String
    /// The axes in the file's order; empty if the file does not say how many there are.
    package let axes: [Axis]

    /// An axis by its name: the file's own, or what it usually is.
    package struct Axis: Sendable {
      /// Its name.
      package let name: String
      /// Its size.
      package let size: FileSize
    }
  }

  /// The inputs of the graph that is run.
  package var inputs: [Input] { described(graphs.first?.inputs ?? []) }

  /// The outputs of the graph that is run, as far as the file says.
  package var outputs: [Input] { described(graphs.first?.outputs ?? []) }

  private func described(_ indices: [Int]) -> [Input] {
    indices.map { index in
      let sizes = tensors[index].sizes ?? []
      let names = axisNames(of: tensors[index].name, sizes, isOnly: indices.count == 1)
      return Input(
        name: tensors[index].name, axes: zip(names, sizes).map { Input.Axis(name: $0, size: $1) })
    }
  }

  /// The names of all sizes of the inputs, as formulas have them; without the batch.
  package var sizeNames: [String] {
    var names: [String] = []
    for axis in inputs.flatMap({ $0.axes.dropFirst() }) {
      let name = axis.name.legalName
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The inputs that are a single whole number or truth each, which may be given a value, as formulas
  /// have names.
  package var switches: [String] {
    (graphs.first?.inputs ?? []).filter { tensors[$0].isSwitch }.map { tensors[$0].name.legalName }
  }

  /// The names of the sizes that the file leaves open, in the order of the inputs and as formulas
  /// have them; without the batch.
  package var freeSizes: [String] {
    var names: [String] = []
    for input in inputs {
      for (index, axis) in input.axes.enumerated() where index > 0 {
        if case .known = axis.size { continue }
        let name = axis.name.legalName
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// Where an input has its channels: as is usual in the format, but last if few numbers stand at
  /// each position of a map, and it is no small square map itself.
  func layout(of sizes: [FileSize]) -> Shape.Layout {
    func isFew(_ size: FileSize) -> Bool {
      if case .known(let number) = size { number < 5 } else { false }
    }
    let usual = format == .tflite ? Shape.Layout.channelsLast : .channelsFirst
    guard sizes.count > 2, let last = sizes.last else { return usual }
    return isFew(last) && !isFew(sizes[1]) && last != sizes[sizes.count - 2] ? .channelsLast : usual
  }

  /// The names of the axes: those of the file, or else what they usually are.
  func axisNames(of tensor: String, _ sizes: [FileSize], isOnly: Bool) -> [String] {
    let map = Shape.axisNames(max(0, sizes.count - 2)).map { $0.legalName }
    var names = map
    names.insert("channels", at: layout(of: sizes) == .channelsFirst ? 0 : map.count)
    names.insert("batch", at: 0)
    if sizes.count < 3 { names = ["batch", "features"] }
    return sizes.enumerated().map { axis, size in
      if case .named(let name) = size { return name }
      let usual = names.indices.contains(axis) ? names[axis] : "size_\(axis)"
      return isOnly ? usual : "\(tensor.legalName)_\(usual)"
    }
  }
}
