import Symbolic

extension FileTensor {
  /// The real numbers that its elements stand for, in the order of the axes.
  ///
  /// - Parameter model: the path of the model file, beside which others may be.
  /// - Throws: a diagnostic if they are in a file that can't be read, or in none; if they are of a
  ///   type that is not known, or not as many as its sizes say.
  func floats(besides model: String) throws(Diagnostic) -> [Float] {
    guard let count else { throw Diagnostic("\(quoted(name)) has sizes without values") }
    switch data {
    case .external?: return try loaded(besides: model, count).floats(besides: model)
    case .absent?, nil: throw Diagnostic("\(quoted(name)) is not kept in the file as it is")
    case .bytes(let bytes)? where element == .float32 && bytes.count == 4 * count:
      try bytes.file.checkUnchanged()
      return (0..<count).map { index in
        let bits = bytes.buffer.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    default: break
    }
    guard sparsity == nil, let reals = try reals(limit: count) else {
      throw Diagnostic("\(quoted(name)) is kept as \(element.rawValue), which can't be read")
    }
    guard let quantization, element.isInteger else { return reals.map(Float.init) }
    return try quantization.real(reals, of: self)
  }
}

// Elements that another file keeps.
extension FileTensor {
  /// What precedes the path of a file in a Core ML package.
  private static let package = "@model_path/"

  /// The tensor with its elements mapped.
  private func loaded(besides model: String, _ count: Int) throws(Diagnostic) -> FileTensor {
    guard case .external(let written, let offset, let length)? = data else { return self }
    let isPackage = written.hasPrefix(Self.package)
    let path = isPackage ? String(written.dropFirst(Self.package.count)) : written
    // A model says what stands beside it, and nothing about the rest of the machine.
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."), !path.isEmpty else {
      throw Diagnostic(
        "\(quoted(name)) is kept in \(quoted(written)), which is not beside the model")
    }
    let folder = model.lastIndex(of: "/").map { model[...$0] } ?? ""
    let file: MappedFile
    do throws(Diagnostic) {
      file = try MappedFile.open(folder + path)
    } catch {
      throw Diagnostic(
        "\(quoted(name)) is kept in \(quoted(written)), beside the model: \(error.message)")
    }
    var tensor = self
    let (bits, overflow) = count.multipliedReportingOverflow(by: element.bits ?? 0)
    guard !overflow else { throw Diagnostic("\(quoted(name)) has too many elements") }
    let start = isPackage ? try Bytes(file).blob(at: offset) : offset
    tensor.data = .bytes(try Bytes(file).part(at: start, count: length ?? (bits + 7) / 8))
    return tensor
  }
}

extension Bytes {
  /// Where the contents of a blob of Core ML's weights start, by the header at an offset: a magic
  /// number, a type, a size and that place (coremltools, mlmodel/src/MILBlob/Blob/StorageFormat.hpp).
  fileprivate func blob(at offset: Int) throws(Diagnostic) -> Int {
    guard try load(UInt32.self, at: offset) == 0xDEAD_BEEF,
      let start = Int(exactly: try load(UInt64.self, at: offset + 16))
    else { throw fault("no weights start here", at: offset) }
    return start
  }
}

extension FileQuantization {
  /// (integer − zero point) × scale, by the index of its axis.
  fileprivate func real(
    _ integers: [Double], of tensor: FileTensor
  ) throws(Diagnostic) -> [Float] {
    guard tableSize == 0, !scales.isEmpty else {
      throw Diagnostic("\(quoted(tensor.name)) is kept as indices of a table, which is not read")
    }
    var (count, pitch) = (1, integers.count)
    if let axis, scales.count > 1 {
      let sizes = (tensor.sizes ?? []).compactMap { size in
        if case .known(let size) = size { size } else { nil }
      }
      guard sizes.indices.contains(axis), sizes[axis] == scales.count else {
        throw Diagnostic("\(quoted(tensor.name)) has \(scales.count) scales for another axis")
      }
      (count, pitch) = (scales.count, sizes[(axis + 1)...].reduce(1, *))
    }
    return integers.enumerated().map { place, integer in
      let index = place / max(1, pitch) % count
      let zero = zeroPoints.isEmpty ? 0 : zeroPoints[index % zeroPoints.count]
      return Float((integer - Double(zero)) * scales[index])
    }
  }
}
