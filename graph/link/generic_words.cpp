#include "graph/link/generic_words.h"

#include <array>

namespace quipu {
namespace {

constexpr std::array<WordTable, 8> kChinese = {{
    {WordClass::kLevel,
     "省 市 县 区 州 旗 盟 镇 乡 村 街道 社区 全省 全市 全县 全区 全镇 全乡 全校 全州 我省 我市 "
     "我县 "
     "我区 我校 我院 本省 本市 本县 本区 本校 本院 该市 该县 该区 该校 省级 市级 县级 区级 校级 "
     "院级 "
     "省直 市直 县直 区直 自治区 自治州 自治县 新区 开发区 高新区 经开区 城区 县城 郊区 地区 市区 "
     "县区 区县 市县 省市 乡镇 镇街 各校 各县 各区 片区 学区"},
    {WordClass::kBody,
     "教育局 教体局 教科局 教科体局 教育体育局 教育和体育局 教育与体育局 教育科技局 教育科学技术局 "
     "教育科技体育局 教育科技和体育局 教育厅 教委 教育委员会 教育工委 教育工作委员会 教育督导室 "
     "教育督导委员会 教育考试院 考试院 招生办 招办 招考办 政府 人民政府 县政府 市政府 区政府 "
     "省政府 "
     "党委 县委 市委 区委 省委 镇党委 政协 人大 人大常委会 常委会 党组 党支部 党总支 团委 团县委 "
     "团市委 团区委 团省委 少工委 妇联 工会 总工会 教育工会 残联 科协 文联 侨联 关工委 宣传部 "
     "组织部 统战部 纪委 监委 财政局 人社局 人力资源和社会保障局 公安局 卫健局 卫健委 体育局 "
     "文旅局 文化和旅游局 文广旅局 民政局 科技局 司法局 交警大队 派出所 市场监管局 发改委 编办 "
     "消防救援大队 电视台 融媒体中心 日报社 图书馆 博物馆 科技馆 文化馆 少年宫 青少年宫 "
     "青少年活动中心 体育馆 体育场 会议中心 会展中心 报告厅 学术报告厅 礼堂 大礼堂 会议室 操场 "
     "校园 校区 总部 办公室 办公厅 委员会 中心 协会 学会 联合会 基金会 研究会 研究院 研究所 "
     "教研室 教科院 教科所 教科研中心 教研院 教研中心 教师发展中心 教师进修学校 进修学校 "
     "进修学院 学校 小学 中学 初中 高中 高级中学 初级中学 完全中学 中小学 幼儿园 大学 学院 师大 "
     "师院 附中 附小 附幼 中心校 实小 实中 实高 一师 职校 职高 职中 职教中心 职业教育中心 技校 "
     "技师学院 特校 完小 教学点 分校 总校 校本部 教育集团 集团 公司 有限公司 有限责任公司 医院 "
     "人民医院 组委会 组织委员会 评委会 评审委员会 评委 专家组 工作组 调研组 考察组 检查组 督导组 "
     "领导小组 工作专班 代表队 代表团 考察团 课题组 项目组 筹委会 主席团 学生会 家委会 "
     "家长委员会 班级 学部 教务处 政教处 德育处 学生处 人事处 宣讲团 志愿服务队"},
    {WordClass::kBody,
     "会议 大会 例会 全会 座谈会 研讨会 交流会 推进会 推进会议 动员会 启动会 总结会 表彰会 培训会 "
     "工作会 现场会 说明会 分享会 见面会 论证会 评审会 联席会 培训班 研修班 论坛 年会 峰会 讲座 "
     "报告会 发布会 新闻发布会 新闻通气会 听证会 招聘会 家长会 班会 运动会 艺术节 科技节 读书节 "
     "体育节 文化节 开放日 活动周 活动月 开幕式 闭幕式 仪式 典礼 成人礼 比赛 大赛 竞赛 决赛 初赛 "
     "复赛 联赛 展演 展览 汇演 晚会 活动 调研 考察 检查 督导 座谈 培训 研修 宣讲 评选 评比 展示 "
     "观摩 会演 会考 讲座 课堂"},
    {WordClass::kBody,
     "一等奖 二等奖 三等奖 特等奖 金奖 银奖 铜奖 优秀奖 鼓励奖 优胜奖 组织奖 入围奖 最佳奖 奖 奖项 "
     "称号 荣誉称号 冠军 亚军 季军 名 个人 集体 单位 团体 标兵 模范 能手 学科带头人 名师 劳模 "
     "三好学生 金牌 银牌 铜牌 奖学金 助学金"},
    {WordClass::kBody,
     "通知 意见 方案 计划 规划 办法 规定 报告 倡议书 倡议 公告 公报 协议 协议书 合作协议 框架 战略 "
     "备忘录 谅解备忘录 合同 责任书 决定 指南 手册 条例 章程 纪要 要点 总结 简报 教材 课程 致辞 "
     "讲话 公开信 承诺书"},
    {WordClass::kBody, "工程 项目 行动 试点 专项 帮扶 结对 攻坚 改造 建设 提升"},
    {WordClass::kModifier,
     "教育 教学 教研 教科研 工作 全体 年度 全年 春季 秋季 夏季 冬季 暑期 暑假 寒假 新学期 学期 "
     "学年 "
     "开学 毕业 入学 入职 学生 教师 老师 师生 教职工 青年 青少年 少年 儿童 幼儿 大学生 班主任 校长 "
     "园长 书记 局长 党员 干部 骨干 新教师 优秀 先进 最佳 十佳 表彰 总结 部署 动员 启动 启用 签约 "
     "签字 揭牌 授牌 颁奖 开班 开工 结业 捐赠 捐资 推进 现场 专题 主题 系列 党建 党史 学习 安全 "
     "质量 高质量 发展 改革 招生 考试 体育 艺术 音乐 美术 美育 德育 劳动 科技 科学 文化 创新 创业 "
     "信息化 数字化 智慧 心理 健康 阅读 读书 书法 演讲 朗诵 合唱 技能 基本功 能力 教研成果 成果 "
     "课题 论文 案例 交流 合作 研讨 联席 庆祝 迎新 慰问 走访 组织 指导 实施 三年 五年 实验 中心 "
     "中等 职业 技术 专业 特殊 特殊教育 外国语 师范 高等师范 高等 专科 专科学校 理工 农业 医科 "
     "财经 "
     "民族 国际 双语 寄宿制 希望 附属 直属 公办 民办 基础教育 义务教育 学前教育 高等教育 职业教育 "
     "新闻 网络 线上 线下 综合 常规 期中 期末 半年 上半年 下半年 第一学期 第二学期 和 与 暨 及 的 "
     "义务 高一 高二 高三 初一 初二 初三 志愿 服务 志愿者 家庭 家长 社会 实践 校外 课后 基层 队伍"},
    {WordClass::kOccasion,
     "教师节 儿童节 青年节 妇女节 劳动节 国庆节 国庆 建党节 元旦 春节 中秋节 端午节 清明节 高考 "
     "中考 双减"},
}};

constexpr std::array<WordTable, 5> kEnglish = {{
    {WordClass::kLevel,
     "municipal county district city provincial province town township village local regional "
     "state "
     "region citywide districtwide countywide schoolwide"},
    {WordClass::kBody,
     "bureau commission department office government peoplesgovernment committee school schools "
     "university college institute academy kindergarten library museum center centre hospital "
     "association society federation union foundation company corporation group team delegation "
     "board council secretariat panel jury station media tvstation televisionstation branch campus "
     "auditorium hall stadium gymnasium party cppcc partycommittee standingcommittee ltd limited "
     "co "
     "inc"},
    {WordClass::kBody,
     "forum conference meeting summit symposium seminar workshop ceremony contest competition "
     "final "
     "finals festival exhibition session class course lecture speech event training award awards "
     "prize medal title certificate honor honour scholarship program programme project plan scheme "
     "pilot initiative campaign notice report agreement memorandum memorandumofunderstanding mou "
     "understanding opinions regulations declaration statement guidelines"},
    {WordClass::kModifier,
     "education educational peoples communist primary elementary middle high secondary senior "
     "junior "
     "vocational technical experimental normal central affiliated attached organizing organising "
     "organization organisation review expert working leading opening closing signing launch "
     "launching "
     "graduation commencement press news annual international work teaching teacher teachers "
     "student "
     "students youth advanced outstanding excellent best individual collective special general "
     "standing sports physical culture science sciences technology arts art music finance "
     "personnel "
     "principal principals grand gold silver bronze cooperation strategic framework three year day "
     "spring summer autumn winter new of and the for on in at to a an no number sessions"},
    {WordClass::kOccasion, "teachersday childrensday nationalday newyear springfestival"},
}};

constexpr std::array<std::string_view, 29> kBeginnings = {
    "全省", "全市", "全县", "全区", "全镇", "全校", "我省",      "我市",       "我县",    "我区",
    "我校", "我院", "本省", "本市", "本县", "本区", "本校",      "该市",       "该县",    "该区",
    "该校", "省",   "市",   "县",   "区",   "省直", "municipal", "provincial", "citywide"};

}  // namespace

std::span<const WordTable> generic_words_zh() { return kChinese; }
std::span<const WordTable> generic_words_en() { return kEnglish; }
std::span<const std::string_view> relative_beginnings() { return kBeginnings; }

}  // namespace quipu
