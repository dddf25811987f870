import CostModel

// The entry of libFuzzer, which links its own main; `Fuzz/run.sh` builds and runs it.
//
// An input is a spec, or an expression behind a `=`. Whatever it is, nothing may trap, and what is
// counted twice must be counted alike: a difference stops the program, which libFuzzer reports as
// a crash with the input that led to it.

/// The specs that come with the library are parsed once for all inputs.
private let catalog = Catalog.embedded()

/// Tries one input; libFuzzer wants 0.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let trial = Trial(catalog, isPacked: count.isMultiple(of: 2))
  if input.first == UInt8(ascii: "=") {
    trial.expression(String(decoding: input.dropFirst(), as: UTF8.self))
  } else {
    trial.spec(input)
  }
  return 0
}
