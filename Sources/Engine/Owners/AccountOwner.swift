import Synchronization
import Trading

/// The one owner of the desk's money, reservations and risk state.
final class AccountOwner: Sendable {
    private let account: Mutex<Account>

    init(_ account: Account) {
        self.account = Mutex(account)
    }

    /// The account now.
    var current: Account { account.withLock { $0 } }

    /// Changes the account; one change at a time.
    func update<Result: Sendable>(_ change: (inout Account) -> Result) -> Result {
        account.withLock { change(&$0) }
    }
}
