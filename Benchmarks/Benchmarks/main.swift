import CostModel
import Foundation

// How long costcalc takes to start, count and print, and what the steps on the way take:
//
//     swift build -c release && swift run -c release benchmarks
//
// A table of the fastest, the median and the slowest of many repeats. With the name of a model behind
// it, its steps alone; with 'kernels', the kernels of ReferenceExecutor; with 'layers MODEL', the layers
// of one network as CSV.

do {
  let arguments = CommandLine.arguments.dropFirst()
  switch arguments.first {
  case "layers": try LayerBenchmark(arguments.dropFirst()).run()
  case "kernels": try KernelBenchmarks().run()
  case let model?: try Benchmarks(model: model, free: ["width", "resolution"]).run()
  case nil:
    try Benchmarks(model: "mobilenet_v3_large", free: ["width", "resolution"]).run()
    try KernelBenchmarks().run()
  }
} catch {
  FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
  exit(2)
}
