/// Words that say nothing about a trade: they stand in every demand and every profile.
enum StopWords {
    static func contains(_ key: UInt64) -> Bool { keys.contains(key) }

    private static let keys: Set<UInt64> = Set(
        (chinese + " " + english).split(whereSeparator: { $0 == " " || $0 == "\n" }).flatMap { word -> [UInt64] in
            let terms = Tokenizer.terms(FoldedText(word))
            // Of a Chinese word its pairs; a single character only where it stands alone.
            return terms.filter { !$0.isSingleHan || word.unicodeScalars.count == 1 }.map(\.key)
        })

    private static let chinese = """
        我们 你们 他们 她们 它们 咱们 大家 自己 人家 别人 有人 没人 什么 怎么 怎样 如何 哪里 哪个 哪些 多少 几个 这个 那个 这些 那些 这样 那样 这里 那里 这种 那种 一个 一位
        一名 一些 一下 一点 一起 一直 一样 一定 一次 一场 一家 一款 一套 一种 有没 没有 不是 还是 就是 但是 可是 只是 而且 并且 或者 以及 因为 所以 如果 虽然 然后 不过 为了 关于 对于
        根据 通过 按照 可以 可能 能够 能不 不能 应该 必须 需要 想要 希望 想找 寻找 找人 找个 求助 帮我 帮忙 帮助 请问 谢谢 麻烦 最好 比较 非常 特别 真的 真正 已经 正在 现在 目前 最近
        以后 以前 之前 之后 时候 时间 今天 明天 昨天 今年 明年 去年 下周 本周 下个 上个 个月 两个 三个 几位 出来 起来 下来 过来 进来 回来 上来 一般 其实 当然 觉得 知道 认为 感觉 喜欢
        愿意 打算 准备 开始 继续 进行 完成 实现 提供 负责 相关 有关 主要 重要 各种 不同 其他 另外 还有 之类 等等 左右 大概 大约 差不 不多 很多 许多 更多 更好 不错 东西 事情 问题 方面
        方式 情况 地方 朋友 我想 我要 我有 我在 我的 你的 他的 的人 的话 人来 来帮 想请 想做 要做 要有 要能 也要 都要 不要 不用 不想 不会 会不 有点 有些 点儿 而是 既能 又能 能把 能帮
        时间 地点 人数 预算 服务 专业 丰富 经验 个人 以上 办一 举办 参加 人的 一人 一场 想在 的 了 是 我 在 有 和 想 个 们 要 一 人 办 找 不 能 会 到 去 做 与
        及 或 也 都 就 很 请 为 对 以 上 下 中 年 月 日 号 你 他 她 它 这 那 把 被 让 给 从 用 但 又 才 再 还 吗 呢 吧 啊 着 过 得 地 之 其 来 说 看 可 没 最 更 等 多 大 小
        把我 给我 跟我 和我 让我 对我 是我 在我 我是 是个 个人 真人 该怎 么办 办法 求推 推荐
        """

    private static let english = """
        a about above across actually after again against ago ahead all almost alone along already also although always am among amount an and another any anybody anyone
        anything anyway anywhere are aren't around as ask asked at away back bad badly be became because become been before begin behind being below beside besides best better between
        beyond big bit both bring brought but by call called came can can't cannot care case certain come comes coming could couldn't couple day days did didn't different do does doesn't
        doing don't done down during each early easy either else end enough especially etc even ever every everybody everyone everything everywhere exactly except face fact far feel felt
        few find fine first five flat for found four from full further gave get gets getting give given go goes going gone good got great had half happen happens hard has hasn't have
        haven't having he hello help helping her here hers herself hi him himself his hold hope hour hours how however i i'd i'll i'm i've idea ideally if in indeed inside instead into
        is isn't it it'd it'll it's its itself just keep kept kind know known large last late later least left less let lets like liked likely little live long longer look looking lot
        lots love made make makes making many matter may maybe me mean meant might mind mine minute minutes month months more morning most mostly much must my myself near nearly need
        needed needing needs neither never new next nice no nobody none nor not nothing now nowhere of off often old on once one only onto open or other others otherwise ought our ours
        ourselves out outside over own part people per perhaps person place plan please plus possible put quite rather ready real really right round run said same saw say says second
        see seem seems seen send sent set seven several shall she should shouldn't show side simply since six small so some somebody somehow someone something sometimes somewhere soon
        start started still stop such suggest sure take taken takes taking talk tell ten than thank thanks that that's the their theirs them themselves then there there's these they
        they're thing things think this those though thought three through time times to today together told tomorrow too took top toward towards tried try trying turn twelve twenty
        thirty forty fifty sixty ninety hundred thousand two under until up upon us use used uses using usually various very via wait want wanted wants was wasn't way ways we we'd we'll
        we're we've week weeks well went were weren't what whatever when whenever where wherever whether which while who who'd whoever whole whom whose why wide will wish with within
        without won't word words work worked working works worth would wouldn't year years yes yesterday yet you you'd you'll you're you've young your yours yourself yourselves anybody's
        twice eight nine monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
        """
}
