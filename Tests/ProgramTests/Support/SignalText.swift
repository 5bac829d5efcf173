/// Signals as a source writes them.
enum SignalText {
    /// One line of NDJSON; levels around the price at which the simulated market begins.
    static func line(
        id: String, symbol: String = "NIFTY", strategy: String = "test", action: String = "BUY",
        entry: Double = 25_000, time: String? = nil
    ) -> String {
        let sign = action == "BUY" ? 1.0 : -1.0
        let stamp = time.map { #","timestamp":"\#($0)""# } ?? ""
        return #"{"signal_id":"\#(id)","symbol":"\#(symbol)","strategy":"\#(strategy)","#
            + #""action":"\#(action)","entry_price":\#(entry),"#
            + #""stop_loss":\#(entry * (1 - sign * 0.01)),"target":\#(entry * (1 + sign * 0.02)),"#
            + #""signal_strength":0.9\#(stamp)}"#
    }
}
