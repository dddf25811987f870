import Specs
import Testing

extension BadUsageTests {
  @Test func searches() throws {
    let table = [
      (
        "grid-search --alpha 2:1:0.1",
        "costcalc: --alpha: the range '2:1:0.1' is empty; it goes up from FIRST to LAST by a "
          + "positive STEP"
      ),
      (
        "grid-search --beta 1:2:0",
        "costcalc: --beta: '0' is not a positive number in '1:2:0'; "
          + "values are written 1,1.1,1.2 or 1:2:0.05"
      ),
      (
        "grid-search --gamma 1:2:0.000000000000000001",
        "costcalc: --gamma: '1:2:0.000000000000000001' has more than 10000000 values"
      ),
      (
        "grid-search --alpha 1:nan:1",
        "costcalc: --alpha: 'nan' is not a positive number in '1:nan:1'; "
          + "values are written 1,1.1,1.2 or 1:2:0.05"
      ),
      (
        "grid-search --constraint 'alpha * delta'",
        "costcalc grid-search: --constraint: unknown name 'delta'; it is about alpha, beta or gamma"
      ),
      (
        "grid-search --where 'alhpa > 1'",
        "costcalc grid-search: --where: unknown name 'alhpa'; did you mean 'alpha'?"
      ),
      (
        "grid-search --where 'alpha > 1 && beta > 1'",
        "costcalc grid-search: --where: '&&' is not an operator; write 'and'"
      ),
      (
        "grid-search --minimize 'macs // 2'",
        "costcalc grid-search: --minimize: '//' is not an operator; write floor(a / b)"
      ),
      (
        "grid-search --where 'alpha'",
        "costcalc grid-search: --where: expected a condition, not a number; "
          + "it is about alpha, beta or gamma"
      ),
      (
        "grid-search --tolerance much",
        "costcalc grid-search: --tolerance takes a share such as 5% or a distance such as 0.1, "
          + "not 'much'"
      ),
      (
        "grid-search --tolerance 5",
        "costcalc grid-search: --tolerance 5 admits every factor up to 7; "
          + "5% is a share of the target, 0.1 a distance from it"
      ),
      (
        "grid-search --tolerance 100%",
        "costcalc grid-search: --tolerance 100% admits every factor up to 4; "
          + "5% is a share of the target, 0.1 a distance from it"
      ),
      (
        "grid-search --max-parameters 4MB",
        "costcalc grid-search: --max-parameters takes a count such as 300M or 3e8, or 1.98x of the "
          + "baseline's, not the size '4MB'; --max-memory limits bytes"
      ),
      (
        "fit mobilenet_v2 --max-macs 4MiB",
        "costcalc fit: --max-macs takes a count such as 300M or 3e8, or 1.98x of the baseline's, "
          + "not the size '4MiB'; --max-memory limits bytes"
      ),
      (
        "fit mobilenet_v1 --machine cortex_a76",
        "costcalc fit: --machine: no RAM, flash or rates of cortex_a76 are known; use --max-peak and "
          + "--max-model"
      ),
      (
        "fit mobilenet_v1 --machine h100",
        "costcalc fit: a budget is missing; such as --max-macs 300M"
      ),
      (
        "fit mobilenet_v1 --max-latency 20ms", "costcalc fit: --max-latency needs --machine"
      ),
      (
        "grid-search --precision fp16", "costcalc grid-search: --precision needs --machine"
      ),
      (
        "grid-search --minimize latency", "costcalc grid-search: latency needs --machine"
      ),
      (
        "space mnasnet_space --sample 3 --pareto latency,-macs",
        "costcalc space: latency needs --machine"
      ),
      (
        "fit mobilenet_v1 --machine h100 --max-latency 20",
        "costcalc fit: --max-latency takes a time such as 20ms or 500us, not '20'"
      ),
      (
        "fit mobilenet_v1 --machine stm32f746 --max-latency 20ms",
        "costcalc: stm32f746 has no peak for int8 and no memory bandwidth; "
          + "give --peak 100GFLOP/s and --bandwidth 20GB/s, with the numbers of your device"
      ),
      (
        "fit mobilenet_v1 --machine stm32f7",
        "costcalc fit: unknown machine 'stm32f7'; did you mean 'stm32f746'?"
      ),
      (
        "fit mobilenet_v2 --max-peak 1MB --weights int2",
        "costcalc fit: unknown TYPE 'int2' for option '--weights'; did you mean 'int8'?"
      ),
      (
        "fit mobilenet_v2 --max-memory 20Mi",
        "costcalc fit: --max-memory takes a size such as 20MB or 512KiB, not '20Mi'"
      ),
      (
        "grid-search --evaluate true --time-limit 5",
        "costcalc grid-search: --time-limit takes a time such as 90s, 15m or 12h, not '5'"
      ),
      (
        "grid-search --evaluate true --grace 5",
        "costcalc grid-search: --grace takes a time such as 90s, 15m or 12h, not '5'"
      ),
      (
        "grid-search --evaluate true --repeats 0",
        "costcalc grid-search: --repeats takes a positive whole number, not '0'"
      ),
      (
        "grid-search --evaluate true --of-best 3",
        "costcalc grid-search: --of-best needs --repeats; such as --repeats 5"
      ),
      (
        "fit mobilenet_v1 --max-macs 1G --comparable",
        "costcalc fit: --comparable needs --evaluate or --reuse"
      ),
      (
        "fit efficientdet_d0 --max-macs 9G --vary w=64,88 --repeats 4",
        "costcalc fit: --repeats needs --evaluate; --set repeats=VALUE sets the parameter of "
          + "efficientdet_d0"
      ),
      (
        "space detnas_space --evolve 9 --maximize macs --tournament 9000000000000000000",
        "costcalc space: --tournament takes at most 10,000,000, not '9000000000000000000'"
      ),
      (
        "space detnas_space --evolve 9 --maximize macs --population 1e18",
        "costcalc space: --population takes at most 10,000,000, not '1e18'"
      ),
      (
        "space detnas_space --evolve 10000001 --maximize macs",
        "costcalc space: --evolve takes at most 10,000,000, not '10000001'"
      ),
      (
        "space detnas_space --sample 10000001",
        "costcalc space: --sample takes at most 10,000,000, not '10000001'"
      ),
      (
        "space detnas_space --sample 2 --max-macs 1.5x",
        "costcalc space: --max-macs: a search space has no baseline for '1.5x'; "
          + "write a count such as 300M"
      ),
      (
        "grid-search --target 0",
        "costcalc grid-search: --target takes a positive number, not '0'"
      ),
      (
        "grid-search --macs 3x",
        "costcalc grid-search: --macs takes FROM:TO, such as 500M:600M, not '3x'"
      ),
      (
        "grid-search --macs 3x:2x", "costcalc grid-search: --macs: the window '3x:2x' is empty"
      ),
      (
        "grid-search --minimize macs --maximize macs",
        "costcalc grid-search: --minimize and --maximize can't be combined; choose one"
      ),
      (
        "grid-search --vary width",
        "costcalc grid-search: --vary takes NAME=RANGE, not 'width'"
      ),
      (
        "grid-search mobilenet_v1 --vary resolution=0.5,224",
        "costcalc grid-search: --vary resolution takes whole numbers, not '0.5'"
      ),
      (
        "grid-search --vary widht=1:2:1",
        "costcalc grid-search: --vary: efficientnet_b0 has no numeric parameter 'widht'; "
          + "did you mean 'width'?"
      ),
      (
        "grid-search --vary width=1 --alpha 1",
        "costcalc grid-search: --alpha and --vary can't be combined"
      ),
      (
        "grid-search vgg16",
        "costcalc grid-search: --alpha: vgg16 has no numeric parameter 'depth'; "
          + "--vary can search: n1, n2, n3, n4, n5, resolution, classes"
      ),
      (
        "grid-search --pareto cost",
        "costcalc grid-search: unknown metric 'cost' for --pareto; "
          + "choose macs, parameters, activations, memory, peak, latency or accuracy"
      ),
      ("fit mobilenet_v2", "costcalc fit: a budget is missing; such as --max-macs 300M"),
      (
        "fit mobilenet_v2 --max-macs lots",
        "costcalc fit: --max-macs takes a count such as 300M or 3e8, or 1.98x of the baseline's, "
          + "not 'lots'"
      ),
    ]
    for (line, message) in table { try expect(line, message) }
  }

  @Test func scales() throws {
    let empty = "; it goes up from FIRST to LAST by a positive STEP"
    let phi = "costcalc: --phi takes 0:7, 0:2:0.5 or -1,0,1, between -100 and 100, not "
    let table = [
      ("scale --phi 7:0", "costcalc: --phi: the range '7:0' is empty" + empty),
      ("scale --phi 0:1:0", "costcalc: --phi: the range '0:1:0' is empty" + empty),
      ("scale --phi 0:1000000:0.1", phi + "'0:1000000:0.1'"),
      ("scale --phi nan", phi + "'nan'"),
      ("scale --phi 0:inf", phi + "'0:inf'"),
      ("scale --phi ''", phi + "''"),
      (
        "scale --phi 0:1:0.000000000000000001",
        "costcalc: --phi: '0:1:0.000000000000000001' has more than 1000 steps"
      ),
      (
        "scale --phi=-100",
        "costcalc scale: phi = -100 gives a resolution of 0.0001907, too small"
      ),
      (
        "scale --round 4096 --phi 1",
        "costcalc scale: phi = 1 gives a resolution of 257.6, too small"
      ),
      (
        "scale --strategy fast --a 1.01",
        "costcalc scale: --a takes a number from 0.00 to 1.00, not '1.01'"
      ),
      (
        "scale --strategy all --a=-0.1",
        "costcalc scale: --a takes a number from 0.00 to 1.00, not '-0.1'"
      ),
      ("scale --a 0.5", "costcalc scale: --a has no effect with --strategy compound"),
      ("scale --fit --phi 1", "costcalc scale: --phi has no effect with --fit"),
      ("scale --alpha 0", "costcalc scale: --alpha takes a number from 0.0100 to 100, not '0'"),
      (
        "scale vgg16",
        "costcalc scale: vgg16 has no parameter 'depth', which scaling needs; "
          + "'costcalc grid-search --vary' searches any parameter"
      ),
      (
        "scale vgg16 --fit",
        "costcalc scale: vgg16 has no released members that differ in depth, width and resolution "
          + "alone"
      ),
      (
        "scale --input 320x256",
        "costcalc scale: --input fixes the size, which scaling changes; "
          + "--resolution sets the baseline's size"
      ),
      (
        "scale --strategy formula",
        "costcalc scale: the spec of efficientnet_b0 has no members by formula"
      ),
      (
        "scale efficientdet_d0 --phi 0.5",
        "costcalc scale: --phi: efficientdet has formulas for whole steps from 0 to 7, not for 0.5"
      ),
      (
        "scale efficientdet_d3 --alpha 1.2",
        "costcalc scale: --alpha has no effect with --strategy formula; "
          + "'costcalc spec efficientdet' shows the formulas"
      ),
      (
        "scale efficientdet_d0 --fit",
        "costcalc scale: efficientdet_d0 has no released members that differ in depth, width and "
          + "resolution alone; without --fit, they are shown next to its formulas"
      ),
    ]
    for (line, message) in table { try expect(line, message) }
  }

  @Test func roofs() throws {
    let numbers = ", with the numbers of your device"
    let table = [
      (
        "roofline mobilenet_v1",
        "costcalc roofline: --machine is missing; "
          + "choose a100, a100_80gb, cortex_a76, cortex_m7, edge_tpu, esp32s3, h100, h200, nrf52840, "
          + "raspberry_pi_5, "
          + "stm32f746 or stm32h747, or a file"
      ),
      (
        "roofline mobilenet_v1 -m h1000",
        "costcalc roofline: unknown machine 'h1000'; did you mean 'h100'?"
      ),
      (
        "roofline mobilenet_v1 -m edge_tpu",
        "costcalc: edge_tpu has no memory bandwidth; give --bandwidth 20GB/s" + numbers
      ),
      (
        "roofline mobilenet_v1 -m edge_tpu --precision fp32 --bandwidth 1GB/s",
        "costcalc: edge_tpu has no peak for fp32; give --peak 100GFLOP/s" + numbers
          + "; its peaks are for int8"
      ),
      (
        "roofline mobilenet_v1 -m cortex_m7 --peak 2MAC/cycle",
        "costcalc: cortex_m7 has no clock and no memory bandwidth; "
          + "give --clock 2.4GHz and --bandwidth 20GB/s" + numbers
      ),
      (
        "roofline mobilenet_v1 -m h100 --clock 2GHz",
        "costcalc roofline: --clock needs a peak per cycle, but that of h100 is per second; "
          + "leave it out"
      ),
      (
        "roofline mobilenet_v1 -m h100 --bandwidth 3",
        "costcalc roofline: --bandwidth takes a number with its unit, such as 20GB/s, not '3'"
      ),
      (
        "roofline mobilenet_v1 -m h100 --peak 1GFLOPS",
        "costcalc roofline: --peak takes a number with its unit, such as 100GFLOP/s or 2MAC/cycle, "
          + "not '1GFLOPS'"
      ),
      (
        "roofline mobilenet_v1 -m h100 --precision fp8",
        "costcalc roofline: unknown TYPE 'fp8' for option '--precision'; "
          + "choose fp32, tf32, fp16, bf16 or int8"
      ),
      (
        "roofline mobilenet_v1 -m h100 --format json --sort time",
        "costcalc roofline: --sort and --columns apply to tables; JSON holds the whole report; "
          + "use --format csv, or --kinds"
      ),
      (
        "roofline mobilenet_v1 -m h100 --sort speed",
        "costcalc roofline: unknown column 'speed'; choose layer, operator, kind, macs, fusedBytes, "
          + "intensity, bound, rate, computeTime, memoryTime, time or share"
      ),
      (
        "roofline mobilenet_v1 -m h100 --wdith 1",
        "costcalc roofline: unknown option '--wdith'; did you mean '--width'?"
      ),
    ]
    for (line, message) in table { try expect(line, message) }
  }
}
