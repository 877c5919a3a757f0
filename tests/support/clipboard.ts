/** What programs put on the clipboard as HTML. */
const ignored = (sign: string, font = 'Symbol') =>
  `<![if !supportLists]><span style='font-family:${font};mso-fareast-font-family:${font};mso-bidi-font-family:${font}'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>`;
const item = (place: string, level: number, list: number, sign: string, words: string) =>
  `<p class=MsoListParagraphCxSp${place} style='margin-left:${level * 0.5}in;mso-add-space:auto;text-indent:-.25in;mso-list:l${list} level${level} lfo1'>${ignored(sign)}${words}<o:p></o:p></p>`;

export const word = `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {margin:0in; font-size:11.0pt;} @list l0:level1 {mso-level-number-format:bullet;} --></style>
</head>
<body lang=EN-US link="#0563C1" vlink="#954F72" style='tab-interval:.5in;word-wrap:break-word'>
<!--StartFragment-->
<h1>Family night<o:p></o:p></h1>
<p class=MsoNormal>We <b style='mso-bidi-font-weight:normal'>always </b><b>start</b> at <i>six</i>, see <a
href="https://school.example/plan?a=1&amp;b=2">the
plan</a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
${item('First', 1, 0, '·', 'Room 4')}
${item('Middle', 2, 0, 'o', 'with <b>chairs</b>')}
${item('Last', 1, 0, '·', 'Kitchen')}
<p class=MsoNormal>Then:<o:p></o:p></p>
${item('First', 1, 1, 'a.', 'Call Ana')}
${item('Last', 1, 1, 'b.', 'Call Ben')}
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none'>
<tr style='mso-yfti-irow:0'><td width=312 valign=top style='width:233.75pt'><p class=MsoNormal><b>Who<o:p></o:p></b></p></td><td width=312 valign=top><p class=MsoNormal><b>When<o:p></o:p></b></p></td></tr>
<tr style='mso-yfti-irow:1'><td><p class=MsoNormal>Ana | Ben<o:p></o:p></p></td><td><p class=MsoNormal>5 pm<o:p></o:p></p></td></tr>
</table>
<!--EndFragment-->
</body></html>`;

const span = (words: string, weight = 400, more = '') =>
  `<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:${weight};font-style:normal;font-variant:normal;text-decoration:none;vertical-align:baseline;white-space:pre;white-space:pre-wrap;${more}">${words}</span>`;
const point = (level: number, words: string) =>
  `<li dir="ltr" style="list-style-type:disc;font-size:11pt;font-family:Arial,sans-serif;white-space:pre;" aria-level="${level}"><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;" role="presentation">${words}</p></li>`;

export const googleDocs = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5c3f2b1a-7fff-2b7e-8a0c-1d2e3f4a5b6c"><h2 dir="ltr" style="line-height:1.38;">${span('Attendance')}</h2><p dir="ltr" style="line-height:1.38;">${span('We call ')}${span('every family', 700)}${span(' by ')}<a href="https://docs.example/list" style="text-decoration:none;">${span('this list', 400, 'text-decoration:underline;')}</a>${span('.')}</p><br /><ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">${point(1, span('Monday'))}<ul style="margin-top:0;">${point(2, span('morning'))}</ul>${point(1, span('Tuesday'))}</ul><ol style="margin-top:0;">${point(1, span('first'))}${point(1, span('second'))}</ol><div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr style="height:0pt"><td style="border-left:solid #000000 1pt"><p dir="ltr">${span('Grade', 700)}</p></td><td><p dir="ltr">${span('Days', 700)}</p></td></tr><tr><td><p dir="ltr">${span('3')}</p></td><td><p dir="ltr">${span('12')}</p></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">`;

/** As Chromium copies a part of a page: with all styles worked out, and with what the page has besides words. */
export const webPage = `<meta charset='utf-8'><div class="entry" style="color: rgb(51, 51, 51); font-family: Georgia; font-size: 16px; font-weight: 400; white-space: normal;"><h2 style="font-weight: 700;">What works</h2><script>window.pasted = 'script'</script><img src="https://tracker.example/pixel.png" onerror="window.pasted = 'picture'" alt="A bus"><p style="font-weight: 400;">Read <a href="https://paper.example/study" onclick="window.pasted = 'click'"><strong>the study</strong></a>, not <a href="javascript:window.pasted='link'">this</a>.</p><ol start="3"><li>Ask<p>Twice.</p></li><li>Listen<ul><li>to children</li></ul></li></ol><blockquote><p>It <em>takes</em> time.</p></blockquote><pre><code>a | b
c</code></pre><span style="display: none">unseen</span></div>`;

export const sheet = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15"><style>td {mso-number-format:General;}</style></head><body link=blue><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse'><!--StartFragment--><col width=64 span=3><tr height=20><td height=20 width=64>School</td><td>Meals</td><td></td></tr><tr height=20><td height=20>Lincoln</td><td align=right>120</td><td>new</td></tr><!--EndFragment--></table></body></html>`;
