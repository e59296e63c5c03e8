"""The words of plan language that the grammar leans on, by their part in a sentence. Linguistic classes, no phrases."""

from __future__ import annotations

import re


def either(*words: str) -> str:
    """A regular expression for one of the words, longest first."""
    return "(?:" + "|".join(sorted(" ".join(words).split(), key=len, reverse=True)) + ")"


# —— the mood of a clause
HOPE = either("力争 争取 力求 努力实现 努力达到 努力 冲刺 奋力 争 力促 争创")
RESOLVE = either("确保 保证 实现 保持 使 推动 推进 促进 带动 引导 支持 鼓励 逐步 进一步 加快 积极 大力 继续 持续 着力 全面 深入 切实 要 将 再 共 新 按")
MANNER = either(
    "加快 积极 大力 继续 持续 着力 全面 深入 切实 进一步 逐步 重点 统筹 扎实 稳步 有序 广泛 定期 组织 努力 不断 充分 严格 认真 "
    "加强 优先 率先 探索 主动 同步 高标准 高质量 高水平 适时 尽快 分批 分期 分步 规划 谋划 建立健全"
)

# —— change of a figure, as verb or as noun
CHANGE = either(
    "增长 增加 提高 提升 上升 下降 降低 减少 压减 压缩 削减 缩短 缩减 增幅 降幅 涨幅 增速 增长率 递增 递减 节约 扩大 增长幅度 "
    "降低率 下降率 减排 上涨 回落 回升 增产 减量 净增 压降 提速 精简"
)
CHANGE_TO = either(
    "提高 提升 增加 增长 上升 扩大 发展 下降 降低 减少 缩短 压缩 压减 缩减 恢复 扩展 延长 集聚 壮大 增 升 降 减 缩 扩 提 精简 "
    "拓展 调整 优化 达 压降 削减 上涨 扩容 扩充 增长达 推进 覆盖 延伸 回落"
)

# —— making and doing: verbs whose countable object is a promise
MAKE = either(
    "建设 建成 新建 改建 扩建 改扩建 改造 建立 组建 设立 培育 培养 培训 引进 引育 打造 创建 创设 实施 开展 举办 举行 组织 完成 新增 净增 认定 "
    "认证 布局 部署 开工 新开工 投产 建造 修建 新改建 创成 孵化 制定 制修订 制订 修订 发布 推出 评选 遴选 选派 扶持 帮扶 服务 发展 形成 争创 获批 "
    "申报 推广 开发 治理 修复 整治 绿化 营造 种植 投放 签约 招引 实现 转化 转移 安置 惠及 覆盖 筹集 筹建 淘汰 关停 化解 压减 消除 "
    "取缔 拆除 盘活 供应 增设 配备 吸引 集聚 攻克 突破 登记 查处 办结 受理 调解 抽检 检查 监测 建 育成 育 引 设置 招聘 招录 招收 "
    "新认定 新培育 新引进 新设 新设立 新登记 扩增 改善 提供 解决 资助培养 输送 组织开展 更新 铺设 架设 安装 接入 迁建 轮训 储备 "
    "保护 收储 生产 产出 出栏 种 复垦 退耕 造 疏浚 加固 硬化 通 建好 推介 入库 落户 落地 启动 承办 打通 实施完成 建档 创作 出版 征集 "
    "挖掘 选树 评定 备案 授予 聘任 开设 开通 开办 完工 竣工 加装 新装 增加 扩大 加密 开行 回收 腾退 搬迁 脱贫 救助 资助 研制 研发 布设 "
    "建设改造 提升改造 改造提升 改造升级 创办 成立"
)
MANAGE = either("抓好 推进 推动 做好 谋划 统筹 深化 支持 鼓励 强化 加强 落实 围绕 聚焦 坚持 突出 依托 重点支持 抓实 用好 办好 加快推进 细化 涉及 包括 分为 针对 面向")

# —— nouns that name a figure
LEVEL_NOUN = either(
    "率 比重 占比 比例 拥有量 保有量 蓄积量 装机容量 装机 强度 指数 浓度 满意度 知晓度 幸福感 寿命 系数 规模 面积 里程 密度 水平 年限 "
    "总数 存量 保有 容量 能力 覆盖面 常住人口 户籍人口 人口 学位数 床位数 医师数 护士数 得分 分数 时间 周期 时限 时长 天数 库存 库容 余额 "
    "质量指数 总人数 市值 资产 网点数 度 注册量 有效量 注册商标 总长度 长度 数量 总量 人数 户数 家数 个数 数 值"
)
FLOW_NOUN = either(
    "产量 产值 增加值 生产总值 GDP 收入 投资额 投资 销售额 零售额 零售总额 进出口总额 进出口 出口额 进口额 成交额 交易额 营业额 营收 "
    "营业收入 利润 利税 税收 财政收入 消费量 消费总量 用水总量 用水量 能耗总量 排放总量 排放量 发电量 供应量 吞吐量 客流量 "
    "申请量 授权量 登记量 办案量 融资额 融资登记金额 登记金额 融资金额 使用费 经费 支出 贷款额 发放额 发明专利授权 游客 人次 接待量 入境游客 上牌量 "
    "处理量 处置量 产出 客运量 货运量 运量 业务量 采购额 经费投入 投入"
)
INDICATOR_END = re.compile(
    "(?:" + LEVEL_NOUN + "|" + FLOW_NOUN + "|量|额|数|率|幅|速|比|龄|价格)(?:[（(][^（）()]*[)）])?$"
)

# —— work and service as nouns: what is counted happens over time
ACTIVITY_END = re.compile(either("学习 培训 服务 认证 参与 参加 惠及 完成 转化 转让 检查 办理 调解 活动 演练 授课 咨询 鉴定 招聘 就业 脱贫 搬迁 竣工 开工 许可") + "$")

PAST_SENTENCE = re.compile(
    either("同比 比上年 较上年 比去年 较去年 去年 上年 截至 截止 目前 以来 过去 年来 荣获 先后 一季度 上半年 前三季度 回顾 业已 已有 已经 已达 已建 已累计 历史高峰值 当前")
)
PAST_CLAUSE = re.compile(r"(?:了(?=[0-9约近])|已|现有|共有|累计获得|累计完成|累计拥有|获评|获批为|仍|成功|圆满|超额完成|位居|位列|被列入)")
GAINED = re.compile(either("获得 荣获 累计获 累计完成 累计实现 累计投入 累计拥有 圆满完成 超额完成 取得"))
FUTURE = re.compile(
    r"(?:到|至)(?:20[0-9]{2}|[“”\"]?十[一二三四五六])|[0-9]年(?:底|末)?前|" + HOPE + r"|确保|目标|加快|使|将达|要|今年.{0,12}目标|期末|五年末"
)

AID = re.compile(
    either("奖励 资助 补助 补贴 奖补 给予 奖金 安排资金 安排专项 专项资金 拨付 下达 筹措 预算 补偿 罚款 处以 减免 减负 减税 退税 扣除 注册资本 资金支持 贴息 拨款 经费保障 安排")
)
"""Words of money set aside or paid out: such an amount is means, not a promised result."""

SET_ASIDE = re.compile(either("总投资 计划投资 概算 匡算 预计投资 投资规模 出资 注资 设立 基金规模"))
FORECAST = re.compile(r"(?:还将|预计|预测|估计|将(?=增|减|新增|下降|上升|提高))")
