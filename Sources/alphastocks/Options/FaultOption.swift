import ArgumentParser
import Market

/// One fault of the paper venue with its rate, as it is written on the command line: `reject=0.1`.
struct FaultOption: ExpressibleByArgument {
    /// What can go wrong.
    enum Fault: String, CaseIterable {
        case reject
        case timeout
        case duplicateFill = "duplicate-fill"
        case lateFill = "late-fill"
        case disconnect
    }

    let fault: Fault
    let rate: Double

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let fault = Fault(rawValue: String(parts[0])),
            let rate = Double(parts[1]), (0...1).contains(rate)
        else { return nil }
        self.fault = fault
        self.rate = rate
    }

    /// Sets the rate of its fault.
    func apply(to rates: inout FaultRates) {
        switch fault {
        case .reject: rates.reject = rate
        case .timeout: rates.timeout = rate
        case .duplicateFill: rates.duplicateFill = rate
        case .lateFill: rates.lateFill = rate
        case .disconnect: rates.disconnect = rate
        }
    }
}
