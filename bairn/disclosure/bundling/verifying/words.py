"""What verify.py says, in English and in Chinese."""

from __future__ import annotations


class Wrong(Exception):
    """The bundle does not hold: `code` says what, `where` says in which file or row."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(code, where)
        self.code, self.where = code, where


def shown(text: str) -> str:
    """A stranger's text, safe to print: no control characters, and not long."""
    return ascii(text)[1:-1][:200]


REASONS = {
    "missing": ("this file is missing", "文件缺失"),
    "extra": ("this file does not belong to the bundle", "证据包中多出的文件"),
    "changed": ("this file was changed, or cut short, or swapped", "文件已被更改、截断或调换"),
    "link": ("this is not a plain file: a link or a device", "不是普通文件，而是链接或设备"),
    "name": ("a name that no bundle has", "不合规的文件名"),
    "escape": ("a path that leads out of the bundle", "路径指向证据包之外"),
    "twice": ("this stands here twice", "重复出现"),
    "format": ("this cannot be read: it is not as a bundle writes it", "无法读取：格式不符"),
    "large": ("this is larger than it can be", "超出应有的大小"),
    "not_sealed": ("the bundle was never sealed on the record", "证据包未在监督记录中封存"),
    "seal": (
        "the seal on the record is of another bundle: this one was changed after it was sealed",
        "监督记录中的封存与本包不符：封存后内容有改动",
    ),
    "record": ("the record does not bear this out", "监督记录不能印证"),
    "key": ("signed with another key than the one given", "签名密钥与所给密钥不符"),
    "proof": ("this entry does not stand on the signed record", "该条目不在已签名的监督记录中"),
    "order": ("not in the order in which it was recorded", "顺序与记录的先后不符"),
    "other_case": ("this belongs to another case", "属于另一案件"),
    "no_entry": ("the record holds no such entry", "监督记录中没有该条目"),
    "entry": ("the entry on the record tells something else", "监督记录中的条目与此不符"),
    "ends_first": ("it ends before it starts", "结束时间早于开始时间"),
    "before": ("recorded before it happened", "记录时间早于发生时间"),
    "not_offered": ("taken over before it was offered", "未经移交提出即被接收"),
    "no_object": ("an exhibit's entry without anything behind it", "物证记录未指向任何对象"),
    "dangling": ("it names something that is not here", "所指内容不存在"),
    "disagree": ("two files of the bundle tell this differently", "包内两个文件说法不一致"),
    "unscheduled": ("not on the schedule", "未列入清单"),
    "withheld": (
        "withheld without a reason and an agreement, or sent all the same",
        "不予开示而未说明理由或未经同意，或仍被附上",
    ),
    "commitment": (
        "this is not the file that was taken in: the record was given another digest",
        "并非当初入库的文件：记录中的摘要不符",
    ),
    "stamp": ("the time stamp does not hold", "时间戳不成立"),
    "stamp_missing": ("there is no time stamp", "没有时间戳"),
    "stamp_early": ("the time stamp is older than what it stamps", "时间戳早于其所盖内容"),
}

SAID = {
    "ok": ("OK", "OK 通过："),
    "fail": ("FAIL", "FAIL 不通过："),
    "holds": (
        "case {case}: {exhibits} exhibits, {files} files, {entries} entries of the record",
        "案件 {case}：{exhibits} 件物证，{files} 个文件，{entries} 条监督记录",
    ),
    "sealed": (
        "Sealed as entry {index} of the record at {at}; nothing was changed since.",
        "已于 {at} 封存（记录第 {index} 条）；此后未有改动。",
    ),
    "witnessed": ("Signed by {signers}.", "签名方：{signers}。"),
    "no_witness": (
        "NO WITNESS has cosigned: whoever keeps the record could have written it anew.",
        "没有见证方联署：记录保管方有可能重写记录。",
    ),
    "stamped": ("Time stamp: {at}, by {by}.", "时间戳：{at}，签发方：{by}。"),
    "no_stamp": (
        "NO TIME STAMP is in this bundle: the time is that of the record alone.",
        "本包没有时间戳：时间仅以监督记录为准。",
    ),
    "given": ("Checked against what you gave: {what}.", "已与您提供的内容核对：{what}。"),
    "own": (
        "Taken from the bundle itself, so compare them with copies that you got elsewhere: {what}.",
        "以下取自本包自身，请与您从别处取得的副本核对：{what}。",
    ),
    "key": ("the record's key", "监督记录的密钥"),
    "witness": ("the witness's key", "见证方的密钥"),
    "tsa": ("the time authority's certificate", "时间戳机构的证书"),
}
