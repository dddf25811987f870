import Symbolic

/// The contents of a `.npy` file: sizes, and elements in the order of the axes.
///
/// Source: NumPy, numpy/lib/format.py, versions 1.0 to 3.0 of the format.
package struct NumPyArray: Sendable {
  /// The size of each axis.
  package let sizes: [Int]
  /// The elements, as single-precision numbers.
  package let values: [Float]

  /// An array with as many elements as its sizes say.
  package init(sizes: [Int], values: [Float]) {
    self.sizes = sizes
    self.values = values
  }

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads a file.
  ///
  /// - Throws: a diagnostic if it is no such file, or has elements of a type that is not known.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    func fault(_ problem: String) -> Diagnostic { Diagnostic("\(quoted(file)) \(problem)") }
    guard bytes.count > 12, bytes.starts(with: NumPyArray.magic) else {
      throw Diagnostic(
        "\(quoted(file)) is no array of NumPy", help: "numpy.save(\"x.npy\", array) writes one")
    }
    // The length of the header has two bytes in version 1, and four from then on.
    let start = bytes[6] == 1 ? 10 : 12
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    guard length <= bytes.count - start else { throw fault("ends inside its header") }
    let header = String(decoding: bytes[start..<start + length], as: UTF8.self)
    guard let type = header.after("'descr':")?.split(separator: "'").dropFirst().first,
      let shape = header.after("'shape':")?.drop(while: { $0 != "(" }).dropFirst()
        .prefix(while: { $0 != ")" })
    else { throw fault("has a header without a type or a shape") }
    guard header.after("'fortran_order':")?.drop(while: { $0 == " " }).hasPrefix("False") ?? false
    else {
      throw Diagnostic(
        "\(quoted(file)) has its first axis innermost", help: "save numpy.ascontiguousarray(array)")
    }
    var count = 1
    var sizes: [Int] = []
    for word in shape.split(separator: ",") where word.contains(where: { $0 != " " }) {
      guard let size = Int(word.filter { $0 != " " }), size >= 0 else {
        throw fault("has the shape (\(shape))")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw fault("has too many elements") }
      count = product
      sizes.append(size)
    }
    guard let element = Element(String(type)) else {
      throw Diagnostic(
        "\(quoted(file)) has elements of the type \(quoted(String(type)))",
        help: "save array.astype(numpy.float32)")
    }
    let data = bytes[(start + length)...]
    guard data.count % element.width == 0, data.count / element.width == count else {
      throw fault("has \(data.count) bytes for \(count) elements of \(element.width)")
    }
    self.sizes = sizes
    values = data.withUnsafeBytes { data in
      (0..<count).map { element.load(data, $0 * element.width) }
    }
  }

  /// The file, of single-precision numbers.
  package var bytes: [UInt8] {
    let shape = sizes.map { "\($0)," }.joined(separator: " ")
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let length = header.utf8.count
    var bytes = NumPyArray.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
    bytes += header.utf8
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }
    return bytes
  }
}

extension NumPyArray {
  /// A type of elements, by NumPy's letters.
  fileprivate enum Element: String {
    case float32 = "<f4", float64 = "<f8"
    case int64 = "<i8", int32 = "<i4", int16 = "<i2", int8 = "|i1", uint8 = "|u1", bool = "|b1"

    init?(_ name: String) { self.init(rawValue: name) }

    var width: Int {
      switch self {
      case .float64, .int64: 8
      case .float32, .int32: 4
      case .int16: 2
      case .int8, .uint8, .bool: 1
      }
    }

    func load(_ data: UnsafeRawBufferPointer, _ offset: Int) -> Float {
      func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
        Number(littleEndian: data.loadUnaligned(fromByteOffset: offset, as: Number.self))
      }
      return switch self {
      case .float32: Float(bitPattern: number(UInt32.self))
      case .float64: Float(Double(bitPattern: number(UInt64.self)))
      case .int64: Float(number(Int64.self))
      case .int32: Float(number(Int32.self))
      case .int16: Float(number(Int16.self))
      case .int8: Float(number(Int8.self))
      case .uint8, .bool: Float(number(UInt8.self))
      }
    }
  }
}

extension String {
  /// What follows a text; nil if it does not occur.
  fileprivate func after(_ text: String) -> Substring? {
    firstRange(of: text).map { self[$0.upperBound...] }
  }
}
